package dev.ovenbird.pack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * One stored piece.
 *
 * @param sha256 of the stored bytes, in hex; its name
 * @param stored its size as stored, in bytes
 * @param decoded its size after decoding, in bytes
 * @param encoding {@link #IDENTITY}, {@link #GZIP}, {@link #SHUFFLED} or {@link #LZMA}
 * @param decodedSha256 of the bytes after decoding, in hex: readers keep those, to decode but once;
 *     null where nothing is decoded
 * @param numbers the stretches of a shuffled one, from its own beginning; else empty
 */
@JsonPropertyOrder({"stored", "decoded", "encoding", "decodedSha256", "numbers"})
public record Shard(
    @JsonIgnore String sha256,
    long stored,
    long decoded,
    String encoding,
    @JsonInclude(JsonInclude.Include.NON_NULL) String decodedSha256,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Numbers> numbers) {
  /** Stored as it is, where compression does not pay. */
  public static final String IDENTITY = "identity";

  /** RFC 1952. */
  public static final String GZIP = "gzip";

  /** What {@code .lzma} files hold: smaller than gzip, and decoded by a script. */
  public static final String LZMA = "lzma";

  /** gzip, of bytes that {@link Shuffle} has moved. */
  public static final String SHUFFLED = "gzip+shuffle";

  public Shard {
    numbers = List.copyOf(numbers);
  }
}

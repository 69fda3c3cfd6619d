package dev.ovenbird.pack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One stored piece.
 *
 * @param sha256 of the stored bytes, in hex; its name
 * @param stored its size as stored, in bytes
 * @param decoded its size after decoding, in bytes
 * @param encoding {@code gzip}, or {@code identity} where compression does not pay
 */
@JsonPropertyOrder({"stored", "decoded", "encoding"})
public record Shard(@JsonIgnore String sha256, long stored, long decoded, String encoding) {}

package dev.ovenbird.pack;

import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Encodes shards and writes them under their hashes. Thread-safe. */
final class ShardWriter {
  /** Below this gain the reader's decoding is not worth it. */
  private static final double LEAST_GAIN = 0.02;

  /** Below this one, moving bytes is not. */
  private static final double LEAST_SHUFFLING_GAIN = 0.005;

  /** Where gzip leaves more than that there is little to repeat, and LZMA gains nothing. */
  private static final double MOST_FOR_LZMA = 0.5;

  /** Of what gzip makes: a reader's browser is slower to undo LZMA. */
  private static final double LEAST_LZMA_GAIN = 0.1;

  private final Path folder;

  ShardWriter(Path folder) {
    this.folder = folder;
  }

  /** Stores a shard in the smallest of the forms that a browser can decode. */
  Shard write(byte[] decoded, List<Numbers> numbers) {
    byte[] shuffled = Shuffle.apply(decoded, numbers);
    boolean shuffle = !Arrays.equals(shuffled, decoded) && isWorth(shuffled, decoded);
    byte[] compressed = Gzip.compress(shuffle ? shuffled : decoded);
    if (compressed.length >= decoded.length * (1 - LEAST_GAIN)) {
      return new Shard(
          save(decoded), decoded.length, decoded.length, Shard.IDENTITY, null, List.of());
    }
    Optional<byte[]> smaller = shuffle ? Optional.empty() : smaller(decoded, compressed.length);
    if (smaller.isPresent()) {
      byte[] lzma = smaller.get();
      return new Shard(
          save(lzma), lzma.length, decoded.length, Shard.LZMA, Digest.hex(decoded), List.of());
    }
    return new Shard(
        save(compressed),
        compressed.length,
        decoded.length,
        shuffle ? Shard.SHUFFLED : Shard.GZIP,
        Digest.hex(decoded),
        shuffle ? numbers : List.of());
  }

  private static Optional<byte[]> smaller(byte[] decoded, int gzipped) {
    if (gzipped > decoded.length * MOST_FOR_LZMA) {
      return Optional.empty();
    }
    return Optional.of(Lzma.compress(decoded))
        .filter(lzma -> lzma.length < gzipped * (1 - LEAST_LZMA_GAIN));
  }

  private static boolean isWorth(byte[] shuffled, byte[] decoded) {
    int before = Gzip.sizeWithoutRepetitions(decoded);
    return Gzip.sizeWithoutRepetitions(shuffled) < before * (1 - LEAST_SHUFFLING_GAIN);
  }

  private String save(byte[] stored) {
    String hash = Digest.hex(stored);
    Path file = folder.resolve(hash);
    try {
      if (!Files.exists(file)) {
        Path fresh = Files.createTempFile(folder, ".shard-", "");
        Files.write(fresh, stored);
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hash;
  }
}

package dev.ovenbird.pack;

import dev.ovenbird.cache.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Encodes shards and writes them under their hashes. Thread-safe. */
final class ShardWriter {
  /** Below this gain the reader's decoding is not worth it. */
  private static final double LEAST_GAIN = 0.02;

  /** RFC 1952: deflate, no name, no time, the compressor's effort "most", an unknown system. */
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, (byte) 0xff};

  private final Path folder;

  ShardWriter(Path folder) {
    this.folder = folder;
  }

  Shard write(byte[] decoded) {
    byte[] compressed = gzip(decoded);
    boolean pays = compressed.length < decoded.length * (1 - LEAST_GAIN);
    byte[] stored = pays ? compressed : decoded;
    String hash = Digest.hex(stored);
    try {
      save(folder.resolve(hash), stored);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Shard(hash, stored.length, decoded.length, pays ? "gzip" : "identity");
  }

  private void save(Path file, byte[] stored) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path fresh = Files.createTempFile(folder, ".shard-", "");
    Files.write(fresh, stored);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * gzip whose bytes depend on the input alone. Java's own stream writes its version into the
   * header.
   */
  static byte[] gzip(byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(input.length / 2 + 64);
    out.writeBytes(GZIP_HEADER);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream body = new DeflaterOutputStream(out, deflater, 1 << 16)) {
      body.write(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    CRC32 crc = new CRC32();
    crc.update(input);
    littleEndian(out, (int) crc.getValue());
    littleEndian(out, input.length);
    return out.toByteArray();
  }

  private static void littleEndian(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}

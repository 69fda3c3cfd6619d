package dev.ovenbird.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Decodes shards as a browser does. */
final class ShardReader {
  private ShardReader() {}

  /**
   * The bytes that were packed.
   *
   * @throws IOException if the stored bytes are not what the manifest says; the message ends a
   *     sentence that begins with the shard
   */
  static byte[] decode(Shard shard, byte[] stored) throws IOException {
    byte[] decoded =
        switch (shard.encoding()) {
          case Shard.IDENTITY -> stored;
          case Shard.GZIP -> gunzip(stored, shard.decoded());
          case Shard.LZMA -> unlzma(stored, shard.decoded());
          case Shard.SHUFFLED -> {
            byte[] shuffled = gunzip(stored, shard.decoded());
            requireWithin(shard, shuffled.length);
            yield Shuffle.undo(shuffled, shard.numbers());
          }
          default -> throw new IOException("has an unknown encoding: " + shard.encoding());
        };
    if (decoded.length != shard.decoded()) {
      throw new IOException(
          "decodes to " + decoded.length + " bytes instead of " + shard.decoded());
    }
    return decoded;
  }

  private static void requireWithin(Shard shard, int length) throws IOException {
    for (Numbers stretch : shard.numbers()) {
      if (stretch.end() > length) {
        throw new IOException("has numbers up to byte " + stretch.end() + " of " + length);
      }
    }
  }

  private static byte[] unlzma(byte[] stored, long due) throws IOException {
    try {
      return Lzma.decompress(stored, limit(due));
    } catch (IOException e) {
      throw new IOException("is no whole LZMA stream", e);
    }
  }

  private static byte[] gunzip(byte[] stored, long due) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored), 1 << 16)) {
      return in.readNBytes(limit(due));
    } catch (IOException e) {
      throw new IOException("is no whole gzip stream", e);
    }
  }

  /** At most one byte more than are due, so that a damaged shard cannot fill the memory. */
  private static int limit(long due) {
    return (int) Math.min(Integer.MAX_VALUE - 8, due + 1);
  }
}

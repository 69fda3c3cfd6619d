package dev.ovenbird.pack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.UnsupportedOptionsException;

/** The format of {@code .lzma} files, with the length in the header and no end marker. */
final class Lzma {
  /** What a damaged header may have the decoder ask for, in KiB; a shard is smaller. */
  private static final int MEMORY = 1 << 18;

  private Lzma() {}

  static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
    try (LZMAOutputStream lzma = new LZMAOutputStream(out, options(bytes.length), bytes.length)) {
      lzma.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** At most so many bytes as are asked for. */
  static byte[] decompress(byte[] stored, int limit) throws IOException {
    try (LZMAInputStream in = new LZMAInputStream(new ByteArrayInputStream(stored), MEMORY)) {
      return in.readNBytes(limit);
    }
  }

  /** For code: what stands before a byte tells more of it than where it stands. */
  private static LZMA2Options options(int length) throws UnsupportedOptionsException {
    LZMA2Options options = new LZMA2Options(9);
    options.setDictSize(Math.max(LZMA2Options.DICT_SIZE_MIN, length));
    options.setLcLp(4, 0);
    options.setPb(0);
    options.setNiceLen(LZMA2Options.NICE_LEN_MAX);
    return options;
  }
}

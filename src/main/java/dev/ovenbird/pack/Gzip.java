package dev.ovenbird.pack;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** gzip whose bytes depend on the input alone. Java's own stream writes its version into it. */
public final class Gzip {
  /** RFC 1952: deflate, no name, no time, the compressor's effort "most", an unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, (byte) 0xff};

  private static final int TEXT_LEVEL = 7;

  private static final int SAMPLES = 16;
  private static final int SAMPLE_BYTES = 1 << 15;

  private Gzip() {}

  /**
   * Compresses in the way that suits the input. Among numbers, what looks like a repetition is
   * mostly chance, and costs more than it saves: how many there may be is tried out, since each try
   * takes long on samples of the input, and without any on all of it.
   */
  public static byte[] compress(byte[] input) {
    byte[] sample = sample(input);
    boolean few =
        deflate(sample, Deflater.FILTERED).size()
            < deflate(sample, Deflater.DEFAULT_STRATEGY).size();
    ByteArrayOutputStream out = deflate(input, few ? Deflater.FILTERED : Deflater.DEFAULT_STRATEGY);
    ByteArrayOutputStream none = deflate(input, Deflater.HUFFMAN_ONLY);
    if (none.size() < out.size()) {
      out = none;
    }
    return finished(out, input);
  }

  /**
   * Compresses what is known to be text: there repetitions always pay. Looking for the longest of
   * them would take twice as long and save half a percent.
   */
  public static byte[] compressText(byte[] input) {
    return finished(deflate(input, Deflater.DEFAULT_STRATEGY, TEXT_LEVEL), input);
  }

  private static byte[] finished(ByteArrayOutputStream out, byte[] input) {
    CRC32 crc = new CRC32();
    crc.update(input);
    littleEndian(out, (int) crc.getValue());
    littleEndian(out, input.length);
    return out.toByteArray();
  }

  /** How many bytes the input would take if it had no repetitions; found quickly. */
  static int sizeWithoutRepetitions(byte[] input) {
    return deflate(input, Deflater.HUFFMAN_ONLY).size();
  }

  private static byte[] sample(byte[] input) {
    if (input.length <= SAMPLES * SAMPLE_BYTES) {
      return input;
    }
    byte[] sample = new byte[SAMPLES * SAMPLE_BYTES];
    for (int i = 0; i < SAMPLES; i++) {
      int from = (int) ((long) (input.length - SAMPLE_BYTES) * i / (SAMPLES - 1));
      System.arraycopy(input, from, sample, i * SAMPLE_BYTES, SAMPLE_BYTES);
    }
    return sample;
  }

  private static ByteArrayOutputStream deflate(byte[] input, int strategy) {
    return deflate(input, strategy, Deflater.BEST_COMPRESSION);
  }

  private static ByteArrayOutputStream deflate(byte[] input, int strategy, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(input.length / 2 + 64);
    out.writeBytes(HEADER);
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(input);
      deflater.finish();
      byte[] buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    } finally {
      deflater.end();
    }
    return out;
  }

  private static void littleEndian(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}

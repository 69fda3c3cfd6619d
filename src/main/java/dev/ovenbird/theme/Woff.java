package dev.ovenbird.theme;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a font in the <a href="https://www.w3.org/TR/WOFF/">Web Open Font Format 1.0</a>: the
 * tables of an OpenType font, each compressed by itself.
 */
final class Woff {
  private static final int SIGNATURE = 0x774F4646;
  private static final int HEAD = 44;
  private static final int ENTRY = 20;

  private Woff() {}

  /**
   * The font as OpenType.
   *
   * @throws IOException when the bytes are no such font
   */
  static byte[] openType(byte[] woff) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(woff);
    if (in.getInt() != SIGNATURE) {
      throw new IOException("no WOFF font");
    }
    int flavour = in.getInt();
    in.getInt();
    int tables = in.getShort();
    in.getShort();
    ByteBuffer out = ByteBuffer.allocate(in.getInt());
    out.putInt(flavour).putShort((short) tables);
    int power = Integer.highestOneBit(tables);
    out.putShort((short) (power * 16));
    out.putShort((short) Integer.numberOfTrailingZeros(power));
    out.putShort((short) ((tables - power) * 16));
    int offset = 12 + 16 * tables;
    for (int i = 0; i < tables; i++) {
      in.position(HEAD + ENTRY * i);
      int tag = in.getInt();
      int stored = in.getInt();
      int storedLength = in.getInt();
      int length = in.getInt();
      int checksum = in.getInt();
      out.putInt(tag).putInt(checksum).putInt(offset).putInt(length);
      unpack(woff, stored, storedLength, out.array(), offset, length);
      offset += (length + 3) / 4 * 4;
    }
    return out.array();
  }

  private static void unpack(
      byte[] from, int at, int storedLength, byte[] to, int offset, int length) throws IOException {
    if (storedLength == length) {
      System.arraycopy(from, at, to, offset, length);
      return;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(from, at, storedLength);
      if (inflater.inflate(to, offset, length) != length) {
        throw new IOException("a table of the font is short");
      }
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      inflater.end();
    }
  }
}

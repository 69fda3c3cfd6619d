package dev.ovenbird.figures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as a JPEG file says it by tag 0x0112 of its Exif segment (TIFF 6.0 in
 * APP1). Browsers turn the image accordingly.
 */
final class ExifOrientation {
  static final int UPRIGHT = 1;

  private static final int APP1 = 0xFFE1;
  private static final int START_OF_SCAN = 0xFFDA;
  private static final int TAG = 0x0112;
  private static final int EXIF = 0x45786966;

  private ExifOrientation() {}

  /** 1 to 8; 1 where the file does not say, or says nonsense. */
  static int of(byte[] file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(file);
      if ((bytes.getShort() & 0xFFFF) != 0xFFD8) {
        return UPRIGHT;
      }
      while (true) {
        int marker = bytes.getShort() & 0xFFFF;
        if (marker == START_OF_SCAN || marker < 0xFF00) {
          return UPRIGHT;
        }
        int length = bytes.getShort() & 0xFFFF;
        int next = bytes.position() + length - 2;
        if (marker == APP1 && bytes.getInt(bytes.position()) == EXIF) {
          return ofTiff(bytes.slice(bytes.position() + 6, length - 8));
        }
        bytes.position(next);
      }
    } catch (RuntimeException e) {
      // Cut short; an image all the same.
      return UPRIGHT;
    }
  }

  private static int ofTiff(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (tiff.getShort(entry) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Whether width and height change places. */
  static boolean isOnItsSide(int orientation) {
    return orientation >= 5;
  }
}

package dev.ovenbird.quantize;

/**
 * The numbers that a stored weight can have: {@code (q - zeroPoint) * scale}, with {@code q} from 0
 * to {@code 2^bits - 1}.
 *
 * @param bits 4, 7 or 8
 * @param blockSize how many inputs of one output share a scale; {@link #WHOLE} for all of them
 * @param zeroPoints whether each block has a zero point of its own; else it is the middle, 8, 64 or
 *     128
 */
record Grid(int bits, int blockSize, boolean zeroPoints) {
  static final int WHOLE = Integer.MAX_VALUE;

  /** 8 bits with a scale for each output. */
  static final Grid INT8 = new Grid(8, WHOLE, false);

  /**
   * For tables whose rows are looked up and never multiplied: the first product rounds what comes
   * of them to 8 bits anyway, and a byte that has but 7 is packed to an eighth less.
   */
  static final Grid TABLE = new Grid(7, WHOLE, false);

  int highest() {
    return (1 << bits) - 1;
  }

  int middle() {
    return 1 << (bits - 1);
  }

  /** The largest integer to either side of the middle. */
  int half() {
    return middle() - 1;
  }

  int blocks(int inputs) {
    return blockSize == WHOLE ? 1 : (inputs + blockSize - 1) / blockSize;
  }

  int blockEnd(int begin, int inputs) {
    return blockSize >= inputs - begin ? inputs : begin + blockSize;
  }
}

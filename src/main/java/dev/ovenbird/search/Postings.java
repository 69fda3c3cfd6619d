package dev.ovenbird.search;

import java.io.ByteArrayOutputStream;

/**
 * The documents that have a word: their count, then for each its distance to the one before and the
 * word's weight, all as numbers of 7 bits a byte, the lowest first, with the eighth for "more
 * follows".
 */
final class Postings {
  private static final int HEAVIEST = 127;

  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private int count;
  private int last = -1;

  /** Adds a document; numbers ascend. */
  void add(int document, int weight) {
    write(entries, document - last - 1);
    write(entries, Math.min(weight, HEAVIEST));
    last = document;
    count++;
  }

  void writeTo(ByteArrayOutputStream out) {
    write(out, count);
    out.writeBytes(entries.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, int number) {
    int left = number;
    while (left > 0x7f) {
      out.write(left & 0x7f | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}

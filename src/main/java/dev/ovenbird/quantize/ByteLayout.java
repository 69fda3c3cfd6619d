package dev.ovenbird.quantize;

import java.nio.ByteBuffer;

/** Writes the integers of tiles to where a tensor has them. Tiles may be written in parallel. */
final class ByteLayout {
  private ByteLayout() {}

  /** One byte each, in the layout of the matrix. */
  static void put(Tile tile, int first, Matrix matrix, ByteBuffer to) {
    if (!matrix.outputsFirst()) {
      for (int k = 0; k < tile.inputs; k++) {
        to.put(k * matrix.outputs() + first, tile.integers, k * tile.width, tile.width);
      }
      return;
    }
    byte[] row = new byte[tile.inputs];
    for (int i = 0; i < tile.width; i++) {
      for (int k = 0, at = i; k < tile.inputs; k++, at += tile.width) {
        row[k] = tile.integers[at];
      }
      to.put((first + i) * tile.inputs, row);
    }
  }

  /**
   * Outputs first, as {@code MatMulNBits} has them. Of 4 bits, the lower half of a byte is the
   * earlier input.
   *
   * @param rowBytes of one output
   */
  static void putPacked(Tile tile, int first, int bits, int rowBytes, ByteBuffer to) {
    byte[] row = new byte[rowBytes];
    for (int i = 0; i < tile.width; i++) {
      pack(tile.integers, i, tile.width, tile.inputs, bits, row);
      to.put((first + i) * rowBytes, row);
    }
  }

  /** Packs every {@code step}-th byte, beginning with one; what is left of the row is zero. */
  static void pack(byte[] from, int begin, int step, int count, int bits, byte[] row) {
    if (bits == 8) {
      for (int k = 0, at = begin; k < count; k++, at += step) {
        row[k] = from[at];
      }
      return;
    }
    int pairs = count / 2;
    int at = begin;
    for (int k = 0; k < pairs; k++, at += 2 * step) {
      row[k] = (byte) (from[at] | from[at + step] << 4);
    }
    if (count % 2 != 0) {
      row[pairs] = from[at];
    }
  }
}

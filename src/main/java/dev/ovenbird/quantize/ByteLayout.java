package dev.ovenbird.quantize;

import java.nio.ByteBuffer;

/** Writes the integers of tiles to where a tensor has them. Tiles may be written in parallel. */
final class ByteLayout {
  private ByteLayout() {}

  /** One byte each, in the layout of the matrix. */
  static void put(Tile tile, int first, Matrix matrix, ByteBuffer to) {
    if (!matrix.outputsFirst()) {
      for (int k = 0; k < tile.inputs; k++) {
        to.put(k * matrix.outputs() + first, tile.integers[k], 0, tile.width);
      }
      return;
    }
    byte[] row = new byte[tile.inputs];
    for (int i = 0; i < tile.width; i++) {
      for (int k = 0; k < tile.inputs; k++) {
        row[k] = tile.integers[k][i];
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
      pack(tile.integers, i, bits, row);
      to.put((first + i) * rowBytes, row);
    }
  }

  /** Packs what the rows have at an index; what is left of the packed row is zero. */
  static void pack(byte[][] rows, int index, int bits, byte[] packed) {
    if (bits == 8) {
      for (int k = 0; k < rows.length; k++) {
        packed[k] = rows[k][index];
      }
      return;
    }
    int pairs = rows.length / 2;
    for (int k = 0; k < pairs; k++) {
      packed[k] = (byte) (rows[2 * k][index] | rows[2 * k + 1][index] << 4);
    }
    if (rows.length % 2 != 0) {
      packed[pairs] = rows[rows.length - 1][index];
    }
  }
}

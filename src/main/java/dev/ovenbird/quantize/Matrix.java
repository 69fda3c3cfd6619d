package dev.ovenbird.quantize;

import dev.ovenbird.onnx.FloatTensor;

/**
 * A weight as the outputs it makes: each output is a dot product of the inputs with a row of its
 * own. Read in tiles whose innermost index is the output, so that loops over it are vectorized.
 * Thread-safe.
 *
 * @param tensor its numbers: {@code [outputs, inputs]} or {@code [inputs, outputs]}
 * @param outputs how many outputs; rows of a table that is looked up
 * @param inputs how many numbers each output has; columns of a table
 * @param outputsFirst which of the two layouts the tensor has
 */
record Matrix(FloatTensor tensor, int outputs, int inputs, boolean outputsFirst) {
  /** Numbers in a tile, at most; two tiles fit the second-level cache. */
  private static final int TILE = 1 << 16;

  private static final int WIDEST = 256;
  private static final int NARROWEST = 16;
  private static final int SQUARE = 16;

  /** How many outputs a tile should have; the last one of a matrix may have fewer. */
  int tileWidth() {
    int width = Math.max(NARROWEST, Math.min(WIDEST, TILE / inputs));
    return Math.min(outputs, width / NARROWEST * NARROWEST);
  }

  /** Reads as many outputs as a tile has, from the first one given on, into its weights. */
  void read(int first, Tile tile) {
    if (outputsFirst) {
      float[] rows = tile.rows();
      tensor.read((long) first * inputs, rows, rows.length);
      transpose(rows, tile.width, inputs, tile.weights);
    } else {
      read(first, tile.width, tile.weights);
    }
  }

  /**
   * Reads some outputs.
   *
   * @param first the first of them
   * @param width how many
   * @param tile gets {@code [inputs][width]}
   */
  void read(int first, int width, float[][] tile) {
    if (outputsFirst) {
      float[] rows = new float[width * inputs];
      tensor.read((long) first * inputs, rows, rows.length);
      transpose(rows, width, inputs, tile);
    } else {
      for (int k = 0; k < inputs; k++) {
        tensor.read((long) k * outputs + first, tile[k], width);
      }
    }
  }

  /** From {@code [rows, columns]} to {@code [columns, rows]}, in squares that fit the cache. */
  private static void transpose(float[] from, int rows, int columns, float[][] to) {
    for (int row = 0; row < rows; row += SQUARE) {
      int lastRow = Math.min(rows, row + SQUARE);
      for (int column = 0; column < columns; column++) {
        float[] line = to[column];
        for (int r = row; r < lastRow; r++) {
          line[r] = from[r * columns + column];
        }
      }
    }
  }
}

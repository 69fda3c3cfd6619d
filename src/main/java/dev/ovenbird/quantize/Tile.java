package dev.ovenbird.quantize;

/**
 * Some outputs of a matrix on their way to integers. Innermost index of every array is the output,
 * outermost the input or the block. Rows are arrays of their own: only loops that use one index for
 * all arrays are made vector instructions of.
 */
final class Tile {
  final int inputs;
  final int width;

  /** The weights, {@code [inputs][width]}. Feedback changes those not yet rounded. */
  final float[][] weights;

  /** The integers, {@code [inputs][width]}, unsigned. */
  final byte[][] integers;

  /** {@code [blocks][width]}. */
  final float[][] scales;

  /** {@code [blocks][width]}, unsigned. */
  final byte[][] zeroPoints;

  /** Room for reading, {@code [width, inputs]}; made when it is asked for. */
  private float[] rows;

  /** Sums over the tile of the squared weights and of the squared error. */
  double energy;

  double squaredError;

  Tile(int inputs, int width, int blocks) {
    this.inputs = inputs;
    this.width = width;
    this.weights = new float[inputs][width];
    this.integers = new byte[inputs][width];
    this.scales = new float[blocks][width];
    this.zeroPoints = new byte[blocks][width];
  }

  float[] rows() {
    if (rows == null) {
      rows = new float[width * inputs];
    }
    return rows;
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.TensorData;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A matrix in 8 bits with a scale per output.
 *
 * @param integers one byte each, in the layout of the matrix
 * @param scales {@code [outputs]}
 * @param relativeRmsError of the weights
 */
record ByteMatrix(TensorData integers, float[] scales, double relativeRmsError) {

  /**
   * Quantizes; empty if a weight is not finite.
   *
   * @param grid with a scale per output
   * @param signed whether zero is 0 in the bytes; else it is the grid's middle
   */
  static Optional<ByteMatrix> of(
      Weight weight,
      Grid grid,
      InputPlan plan,
      Feedback feedback,
      boolean signed,
      Scratch scratch) {
    Matrix matrix = weight.matrix();
    ByteBuffer bytes = scratch.allocate(Math.toIntExact(weight.elements()));
    float[] scales = new float[matrix.outputs()];
    OptionalDouble error =
        TileLoop.run(
            matrix,
            grid,
            plan,
            feedback,
            (first, tile) -> {
              System.arraycopy(tile.scales[0], 0, scales, first, tile.width);
              if (signed) {
                centre(tile.integers, grid);
              }
              ByteLayout.put(tile, first, matrix, bytes);
            });
    return error.isEmpty()
        ? Optional.empty()
        : Optional.of(new ByteMatrix(TensorData.of(bytes), scales, error.getAsDouble()));
  }

  /** Size of integers and scales, in bytes. */
  long bytes() {
    return integers.size() + 4L * scales.length;
  }

  private static void centre(byte[][] rows, Grid grid) {
    for (byte[] integers : rows) {
      for (int i = 0; i < integers.length; i++) {
        integers[i] -= (byte) grid.middle();
      }
    }
  }
}

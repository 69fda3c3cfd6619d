package dev.ovenbird.quantize;

/** How far the integers of a block are from its weights, for many outputs at once. */
final class BlockError {
  private final float[] squared;
  private final float[] products;
  private final float[] squares;

  BlockError(int width) {
    squared = new float[width];
    products = new float[width];
    squares = new float[width];
  }

  /**
   * Takes in what one input's weights became.
   *
   * @param centred the integers less their zero points
   * @param errors of the weights
   */
  void add(float[] centred, float[] errors) {
    addSquares(squared, errors);
    addSquares(squares, centred);
    for (int i = 0; i < errors.length; i++) {
      products[i] += errors[i] * centred[i];
    }
  }

  private static void addSquares(float[] sums, float[] values) {
    for (int i = 0; i < values.length; i++) {
      sums[i] += values[i] * values[i];
    }
  }

  /**
   * Changes the scales to those with the least squared error for the same integers: {@code Σwq /
   * Σq²}, which is {@code scale + Σeq / Σq²} for the errors {@code e} so far.
   */
  void refit(float[] scales) {
    for (int i = 0; i < scales.length; i++) {
      float change = squares[i] == 0 ? 0 : products[i] / squares[i];
      float refitted = scales[i] + change;
      if (Math.abs(refitted) >= Float.MIN_NORMAL && Float.isFinite(refitted)) {
        scales[i] = refitted;
        squared[i] = Math.max(0, squared[i] - change * change * squares[i]);
      }
    }
  }

  /** Sum of the squared weights, as the sum of what became of them and its error. */
  double energy(float[] scales) {
    double energy = 0;
    for (int i = 0; i < scales.length; i++) {
      energy += (double) scales[i] * scales[i] * squares[i] + squared[i];
    }
    return energy;
  }

  /** Sum of the squared errors. */
  double squared() {
    return sum(squared);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}

package dev.ovenbird.quantize;

/**
 * Finds the scale that stores one channel in 8 bits with the least squared error.
 *
 * <p>The usual scale, largest magnitude over 127, is set by the one most extreme weight. A smaller
 * one clips that weight and is finer for all others. Several are tried; each is then improved in
 * closed form: for given integers {@code q} the best scale is {@code Σwq / Σq²}.
 */
final class ScaleSearch {
  static final int LIMIT = 127;
  private static final int STEPS = 24;
  private static final float STEP = 0.0125f;

  private ScaleSearch() {}

  /**
   * The result for one channel.
   *
   * @param scale by which the integers are multiplied
   * @param grid by which the weights are divided before rounding
   * @param squaredError sum over the channel
   */
  record Scale(float scale, float grid, double squaredError) {}

  /** Searches; the weights must be finite. */
  static Scale of(float[] weights) {
    float largest = 0;
    for (float weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    // Below that, dividing by the scale would overflow; such weights are zero to any product.
    if (largest < Float.MIN_NORMAL * LIMIT) {
      return new Scale(1, 1, sumOfSquares(weights));
    }
    Scale best = null;
    for (int step = 0; step < STEPS; step++) {
      Scale candidate = fit(weights, largest / LIMIT * (1 - step * STEP));
      if (best == null || candidate.squaredError < best.squaredError) {
        best = candidate;
      }
    }
    return best;
  }

  /** Rounds to the nearest integer from -127 to 127. */
  static int round(float weight, float inverseGrid) {
    float scaled = weight * inverseGrid;
    int rounded = (int) (scaled + (scaled < 0 ? -0.5f : 0.5f));
    return Math.max(-LIMIT, Math.min(LIMIT, rounded));
  }

  private static Scale fit(float[] weights, float grid) {
    double weightTimesQ = 0;
    double squaredQ = 0;
    float inverse = 1 / grid;
    for (float weight : weights) {
      int q = round(weight, inverse);
      weightTimesQ += weight * (double) q;
      squaredQ += q * q;
    }
    float scale = (float) (weightTimesQ / squaredQ);
    double error = 0;
    for (float weight : weights) {
      double difference = weight - scale * round(weight, inverse);
      error += difference * difference;
    }
    return new Scale(scale, grid, error);
  }

  private static double sumOfSquares(float[] weights) {
    double sum = 0;
    for (float weight : weights) {
      sum += (double) weight * weight;
    }
    return sum;
  }
}

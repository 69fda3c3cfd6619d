package dev.ovenbird.quantize;

import java.util.Arrays;

/**
 * Finds the scale and zero point of one block for many outputs at once.
 *
 * <p>The usual scale is set by the most extreme weights of a block. A smaller one clips those and
 * is finer for all others, so several are tried and the one with the least squared error is taken.
 * Loops run over the outputs: the compiler makes vector instructions of them. Not thread-safe.
 */
final class ScaleSearch {
  /** Adding and subtracting it rounds to the nearest integer: 1.5 * 2^23 has no bits for less. */
  static final float ROUNDER = 12_582_912f;

  private static final float[] SHRINK_8 = {1, 0.94f, 0.87f};
  private static final float[] SHRINK_4 = {1, 0.94f, 0.89f, 0.84f, 0.79f, 0.74f, 0.68f, 0.6f};

  private final Grid grid;
  private final int width;
  private final float[] lowest;
  private final float[] highest;
  private final float[] scale;
  private final float[] inverse;
  private final float[] offset;
  private final float[] error;
  private final float[] leastError;

  /** Of each output's block: what {@link #search} found. */
  final float[] bestScale;

  final float[] bestInverse;
  final float[] bestOffset;

  ScaleSearch(Grid grid, int width) {
    this.grid = grid;
    this.width = width;
    lowest = new float[width];
    highest = new float[width];
    scale = new float[width];
    inverse = new float[width];
    offset = new float[width];
    error = new float[width];
    leastError = new float[width];
    bestScale = new float[width];
    bestInverse = new float[width];
    bestOffset = new float[width];
  }

  /**
   * Searches the block of inputs from begin to end.
   *
   * @param importance how much an error of each input counts, {@code [inputs]}; null: all the same
   */
  void search(float[][] weights, int begin, int end, float[] importance) {
    range(weights, begin, end);
    Arrays.fill(leastError, Float.POSITIVE_INFINITY);
    for (float shrink : grid.bits() > 4 ? SHRINK_8 : SHRINK_4) {
      if (grid.zeroPoints()) {
        candidateWithZeroPoint(shrink);
      } else {
        candidate(shrink);
      }
      measure(weights, begin, end, importance);
      keepBetter();
    }
  }

  /** Whether all weights of the last block were. */
  boolean isFinite() {
    float sum = 0;
    for (int i = 0; i < width; i++) {
      sum += (highest[i] - lowest[i]) * 0;
    }
    return sum == 0;
  }

  private void range(float[][] weights, int begin, int end) {
    Arrays.fill(lowest, 0);
    Arrays.fill(highest, 0);
    for (int k = begin; k < end; k++) {
      float[] row = weights[k];
      for (int i = 0; i < width; i++) {
        lowest[i] = Math.min(lowest[i], row[i]);
        highest[i] = Math.max(highest[i], row[i]);
      }
    }
  }

  /** The grid has one step more below its middle than above: the longer side gets it. */
  private void candidate(float shrink) {
    int middle = grid.middle();
    for (int i = 0; i < width; i++) {
      boolean flip = highest[i] > -lowest[i];
      float largest = flip ? -highest[i] : lowest[i];
      set(i, largest / -middle * shrink, middle);
    }
  }

  private void candidateWithZeroPoint(float shrink) {
    int steps = grid.highest();
    for (int i = 0; i < width; i++) {
      float step = (highest[i] - lowest[i]) / steps * shrink;
      float zero = step > 0 ? Math.round(-lowest[i] * shrink / step) : 0;
      set(i, step, Math.max(0, Math.min(steps, zero)));
    }
  }

  /** Below the least normal number dividing overflows; such weights are zero to any product. */
  private void set(int i, float step, float zero) {
    boolean usable = Math.abs(step) >= Float.MIN_NORMAL;
    scale[i] = usable ? step : 1;
    inverse[i] = 1 / scale[i];
    offset[i] = zero;
  }

  private void measure(float[][] weights, int begin, int end, float[] importance) {
    Arrays.fill(error, 0);
    float top = grid.highest();
    for (int k = begin; k < end; k++) {
      float[] row = weights[k];
      float weight = importance == null ? 1 : importance[k];
      for (int i = 0; i < width; i++) {
        float exact = row[i] * inverse[i] + offset[i];
        float rounded = Math.min(top, Math.max(0, exact + ROUNDER - ROUNDER));
        float difference = exact - rounded;
        error[i] += weight * difference * difference;
      }
    }
  }

  private void keepBetter() {
    for (int i = 0; i < width; i++) {
      float squared = error[i] * scale[i] * scale[i];
      if (squared < leastError[i] || leastError[i] == Float.POSITIVE_INFINITY) {
        leastError[i] = squared;
        bestScale[i] = scale[i];
        bestInverse[i] = inverse[i];
        bestOffset[i] = offset[i];
      }
    }
  }
}

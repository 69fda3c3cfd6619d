package dev.ovenbird.quantize;

import java.util.Arrays;

/**
 * Rounds the weights of a tile. Without feedback, each to its nearest integer. With feedback, the
 * error of each rounding is evened out by the weights of the inputs that follow, in the way that
 * keeps the outputs on the calibration's inputs closest to what they were.
 *
 * <p>Source of the latter: E. Frantar et al., GPTQ, https://arxiv.org/abs/2210.17323, with {@code
 * U} the upper Cholesky factor of the inverse Hessian.
 */
final class TileQuantizer {
  /** Inputs after which the later ones are brought up to date; keeps the work in the cache. */
  private static final int LAZY = 64;

  private final Grid grid;
  private final Feedback feedback;

  /**
   * @param feedback how errors are evened out; null to round to the nearest
   */
  TileQuantizer(Grid grid, Feedback feedback) {
    this.grid = grid;
    this.feedback = feedback;
  }

  /** Fills the tile's integers, scales and zero points. */
  void quantize(Tile tile) {
    tile.energy = energy(tile);
    float[][] original = feedback == null ? tile.weights : copy(tile.weights);
    ScaleSearch search = new ScaleSearch(grid, tile.width);
    float[][] errors = new float[LAZY][tile.width];
    for (int begin = 0, block = 0; begin < tile.inputs; block++) {
      int end = grid.blockEnd(begin, tile.inputs);
      search.search(tile.weights, begin, end, feedback == null ? null : feedback.importance());
      System.arraycopy(search.bestScale, 0, tile.scales[block], 0, tile.width);
      for (int i = 0; i < tile.width; i++) {
        tile.zeroPoints[block][i] = (byte) search.bestOffset[i];
      }
      for (int from = begin; from < end; from += LAZY) {
        round(tile, search, from, Math.min(end, from + LAZY), errors);
      }
      if (feedback == null) {
        refit(tile, block, begin, end);
      }
      tile.squaredError += squaredError(tile, original, block, begin, end);
      begin = end;
    }
  }

  private void round(Tile tile, ScaleSearch search, int begin, int end, float[][] errors) {
    for (int k = begin; k < end; k++) {
      float[] error = errors[k - begin];
      roundOne(tile.weights[k], tile.integers[k], search, error);
      if (feedback != null) {
        multiply(error, 1 / feedback.factor(k, k));
        for (int later = k + 1; later < end; later++) {
          subtract(tile.weights[later], error, feedback.factor(k, later));
        }
      }
    }
    for (int later = end; later < tile.inputs && feedback != null; later++) {
      for (int k = begin; k < end; k++) {
        subtract(tile.weights[later], errors[k - begin], feedback.factor(k, later));
      }
    }
  }

  private void roundOne(float[] weights, byte[] integers, ScaleSearch search, float[] error) {
    float top = grid.highest();
    float[] scale = search.bestScale;
    float[] offset = search.bestOffset;
    float[] rounded = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      float exact = weights[i] / scale[i] + offset[i];
      rounded[i] = Math.min(top, Math.max(0, exact + ScaleSearch.ROUNDER - ScaleSearch.ROUNDER));
      error[i] = (exact - rounded[i]) * scale[i];
    }
    for (int i = 0; i < weights.length; i++) {
      integers[i] = (byte) (int) rounded[i];
    }
  }

  private static void multiply(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  private static void subtract(float[] from, float[] values, float factor) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= values[i] * factor;
    }
  }

  /** For given integers {@code q} the scale with the least squared error is {@code Σwq / Σq²}. */
  private static void refit(Tile tile, int block, int begin, int end) {
    float[] products = new float[tile.width];
    float[] squares = new float[tile.width];
    float[] q = new float[tile.width];
    for (int k = begin; k < end; k++) {
      centre(tile.integers[k], tile.zeroPoints[block], q);
      float[] weights = tile.weights[k];
      for (int i = 0; i < q.length; i++) {
        products[i] += weights[i] * q[i];
        squares[i] += q[i] * q[i];
      }
    }
    for (int i = 0; i < q.length; i++) {
      float refitted = products[i] / squares[i];
      if (Math.abs(refitted) >= Float.MIN_NORMAL && Float.isFinite(refitted)) {
        tile.scales[block][i] = refitted;
      }
    }
  }

  private static double squaredError(Tile tile, float[][] original, int block, int begin, int end) {
    float[] sums = new float[tile.width];
    float[] q = new float[tile.width];
    float[] scale = tile.scales[block];
    for (int k = begin; k < end; k++) {
      centre(tile.integers[k], tile.zeroPoints[block], q);
      float[] weights = original[k];
      for (int i = 0; i < q.length; i++) {
        float difference = weights[i] - q[i] * scale[i];
        sums[i] += difference * difference;
      }
    }
    return sum(sums);
  }

  private static void centre(byte[] integers, byte[] zeroPoints, float[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = (integers[i] & 0xFF) - (zeroPoints[i] & 0xFF);
    }
  }

  /** Not a number if a weight is none. */
  private static double energy(Tile tile) {
    double energy = 0;
    float[] sums = new float[tile.width];
    for (float[] weights : tile.weights) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weights[i] * weights[i];
      }
      energy += sum(sums);
    }
    return energy;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private static float[][] copy(float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int k = 0; k < rows.length; k++) {
      copy[k] = rows[k].clone();
    }
    return copy;
  }
}

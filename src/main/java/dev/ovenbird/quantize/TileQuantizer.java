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
    measureEnergy(tile);
    ScaleSearch search = new ScaleSearch(grid, tile.width);
    float[] original = feedback == null ? tile.weights : tile.weights.clone();
    float[] errors = new float[LAZY * tile.width];
    int block = 0;
    int blockEnd = 0;
    for (int begin = 0; begin < tile.inputs; ) {
      if (begin == blockEnd) {
        blockEnd = grid.blockEnd(begin, tile.inputs);
        search.search(
            tile.weights, begin, blockEnd, feedback == null ? null : feedback.importance());
        System.arraycopy(search.bestScale, 0, tile.scales, block * tile.width, tile.width);
        for (int i = 0; i < tile.width; i++) {
          tile.zeroPoints[block * tile.width + i] = (byte) search.bestOffset[i];
        }
        block++;
      }
      int end = Math.min(blockEnd, begin + LAZY);
      for (int k = begin; k < end; k++) {
        round(tile, search, k, errors, k - begin, end);
      }
      if (feedback != null) {
        catchUp(tile, begin, end, errors);
      }
      begin = end;
    }
    if (feedback == null) {
      refit(tile);
    }
    measureError(tile, original);
  }

  private void round(Tile tile, ScaleSearch search, int k, float[] errors, int row, int chunkEnd) {
    float[] weights = tile.weights;
    float top = grid.highest();
    int width = tile.width;
    int at = k * width;
    int errorAt = row * width;
    for (int i = 0; i < width; i++) {
      float exact = weights[at + i] / search.bestScale[i] + search.bestOffset[i];
      float rounded = Math.min(top, Math.max(0, exact + ScaleSearch.ROUNDER - ScaleSearch.ROUNDER));
      tile.integers[at + i] = (byte) (int) rounded;
      errors[errorAt + i] = (exact - rounded) * search.bestScale[i];
    }
    if (feedback == null) {
      return;
    }
    float inverse = 1 / feedback.factor(k, k);
    for (int i = 0; i < width; i++) {
      errors[errorAt + i] *= inverse;
    }
    for (int later = k + 1; later < chunkEnd; later++) {
      subtract(weights, later * width, errors, errorAt, feedback.factor(k, later), width);
    }
  }

  private void catchUp(Tile tile, int begin, int end, float[] errors) {
    for (int later = end; later < tile.inputs; later++) {
      for (int k = begin; k < end; k++) {
        subtract(
            tile.weights,
            later * tile.width,
            errors,
            (k - begin) * tile.width,
            feedback.factor(k, later),
            tile.width);
      }
    }
  }

  private static void subtract(
      float[] weights, int at, float[] errors, int errorAt, float factor, int width) {
    for (int i = 0; i < width; i++) {
      weights[at + i] -= errors[errorAt + i] * factor;
    }
  }

  /** For given integers {@code q} the scale with the least squared error is {@code Σwq / Σq²}. */
  private void refit(Tile tile) {
    float[] products = new float[tile.width];
    float[] squares = new float[tile.width];
    for (int begin = 0, block = 0; begin < tile.inputs; block++) {
      int end = grid.blockEnd(begin, tile.inputs);
      Arrays.fill(products, 0);
      Arrays.fill(squares, 0);
      int scaleAt = block * tile.width;
      for (int at = begin * tile.width; at < end * tile.width; at += tile.width) {
        for (int i = 0; i < tile.width; i++) {
          float q = (tile.integers[at + i] & 0xFF) - (tile.zeroPoints[scaleAt + i] & 0xFF);
          products[i] += tile.weights[at + i] * q;
          squares[i] += q * q;
        }
      }
      for (int i = 0; i < tile.width; i++) {
        float refitted = products[i] / squares[i];
        if (Math.abs(refitted) >= Float.MIN_NORMAL && Float.isFinite(refitted)) {
          tile.scales[scaleAt + i] = refitted;
        }
      }
      begin = end;
    }
  }

  private static void measureEnergy(Tile tile) {
    tile.energy = sumOfSquares(tile.weights);
  }

  /** Not a number if a weight is none. */
  private static double sumOfSquares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  private void measureError(Tile tile, float[] original) {
    double sum = 0;
    float[] row = new float[tile.width];
    for (int begin = 0, block = 0; begin < tile.inputs; block++) {
      int end = grid.blockEnd(begin, tile.inputs);
      int scaleAt = block * tile.width;
      Arrays.fill(row, 0);
      for (int at = begin * tile.width; at < end * tile.width; at += tile.width) {
        for (int i = 0; i < tile.width; i++) {
          float q = (tile.integers[at + i] & 0xFF) - (tile.zeroPoints[scaleAt + i] & 0xFF);
          float difference = original[at + i] - q * tile.scales[scaleAt + i];
          row[i] += difference * difference;
        }
      }
      for (float squared : row) {
        sum += squared;
      }
      begin = end;
    }
    tile.squaredError = sum;
  }
}

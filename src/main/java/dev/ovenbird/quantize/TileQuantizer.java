package dev.ovenbird.quantize;

/**
 * Rounds the weights of a tile. Without feedback, each to its nearest integer. With feedback, the
 * error of each rounding is evened out by the weights of the inputs that follow, in the way that
 * keeps the outputs on the calibration's inputs closest to what they were.
 *
 * <p>Keeps room for its work from tile to tile; not thread-safe.
 *
 * <p>Source of the latter: E. Frantar et al., GPTQ, https://arxiv.org/abs/2210.17323, with {@code
 * U} the upper Cholesky factor of the inverse Hessian.
 */
final class TileQuantizer {
  /** Inputs after which the later ones are brought up to date; keeps the work in the cache. */
  private static final int LAZY = 64;

  private final Grid grid;
  private final Feedback feedback;
  private ScaleSearch search;
  private float[][] errors;
  private float[] rounded;

  /**
   * @param feedback how errors are evened out; null to round to the nearest
   */
  TileQuantizer(Grid grid, Feedback feedback) {
    this.grid = grid;
    this.feedback = feedback;
  }

  /** Fills the tile's integers, scales and zero points. */
  void quantize(Tile tile) {
    if (search == null || rounded.length != tile.width) {
      search = new ScaleSearch(grid, tile.width);
      errors = new float[LAZY][tile.width];
      rounded = new float[tile.width];
    }
    float[][] original = feedback == null ? tile.weights : copy(tile.weights);
    float[] importance = feedback == null ? null : feedback.importance();
    tile.energy = 0;
    tile.squaredError = 0;
    for (int begin = 0, block = 0; begin < tile.inputs; block++) {
      int end = grid.blockEnd(begin, tile.inputs);
      search.search(tile.weights, begin, end, importance);
      System.arraycopy(search.bestScale, 0, tile.scales[block], 0, tile.width);
      for (int i = 0; i < tile.width; i++) {
        tile.zeroPoints[block][i] = (byte) search.bestOffset[i];
      }
      BlockError error = new BlockError(tile.width);
      for (int from = begin; from < end; from += LAZY) {
        int to = Math.min(end, from + LAZY);
        for (int k = from; k < to; k++) {
          round(tile.weights[k], tile.integers[k], errors[k - from]);
          error.add(rounded, lasting(original[k], errors[k - from]));
          evenOut(tile, k, to, errors[k - from]);
        }
        catchUp(tile, from, to, errors);
      }
      if (feedback == null) {
        error.refit(tile.scales[block]);
      }
      tile.energy += search.isFinite() ? error.energy(tile.scales[block]) : Double.NaN;
      tile.squaredError += error.squared();
      begin = end;
    }
  }

  /** What is rounded is left as the integers less their zero points, too. */
  private void round(float[] weights, byte[] integers, float[] error) {
    float top = grid.highest();
    float[] rounded = this.rounded;
    float[] scale = search.bestScale;
    float[] inverse = search.bestInverse;
    float[] offset = search.bestOffset;
    for (int i = 0; i < rounded.length; i++) {
      float exact = weights[i] * inverse[i] + offset[i];
      rounded[i] = Math.min(top, Math.max(0, exact + ScaleSearch.ROUNDER - ScaleSearch.ROUNDER));
      error[i] = (exact - rounded[i]) * scale[i];
    }
    for (int i = 0; i < rounded.length; i++) {
      integers[i] = (byte) (int) rounded[i];
    }
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] -= offset[i];
    }
  }

  /** The error to the original weights, which feedback has changed since. */
  private float[] lasting(float[] original, float[] error) {
    if (feedback == null) {
      return error;
    }
    float[] scale = search.bestScale;
    float[] lasting = new float[original.length];
    for (int i = 0; i < lasting.length; i++) {
      lasting[i] = original[i] - rounded[i] * scale[i];
    }
    return lasting;
  }

  private void evenOut(Tile tile, int k, int end, float[] error) {
    if (feedback == null) {
      return;
    }
    float inverse = 1 / feedback.factor(k, k);
    for (int i = 0; i < error.length; i++) {
      error[i] *= inverse;
    }
    for (int later = k + 1; later < end; later++) {
      subtract(tile.weights[later], error, feedback.factor(k, later));
    }
  }

  private void catchUp(Tile tile, int begin, int end, float[][] errors) {
    for (int later = end; later < tile.inputs && feedback != null; later++) {
      for (int k = begin; k < end; k++) {
        subtract(tile.weights[later], errors[k - begin], feedback.factor(k, later));
      }
    }
  }

  private static void subtract(float[] from, float[] values, float factor) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= values[i] * factor;
    }
  }

  private static float[][] copy(float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int k = 0; k < rows.length; k++) {
      copy[k] = rows[k].clone();
    }
    return copy;
  }
}

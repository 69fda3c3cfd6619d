package dev.ovenbird.quantize;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Quantizes a matrix tile by tile, in parallel. The result does not depend on the threads. */
final class TileLoop {
  /** Takes finished tiles; called by several threads, each tile once. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param first index of the tile's first output
     */
    void accept(int first, Tile tile);
  }

  /** Parts of the work for each processor; some are slower than others. */
  private static final int PER_PROCESSOR = 8;

  private TileLoop() {}

  /**
   * Quantizes all outputs.
   *
   * @param plan what is done to the inputs, and so to the weights first
   * @param feedback null to round to the nearest
   * @return root of the mean squared error over that of the weights; empty if a weight is not
   *     finite, and then what the sink got is of no use
   */
  static OptionalDouble run(
      Matrix matrix, Grid grid, InputPlan plan, Feedback feedback, Sink sink) {
    int step = matrix.tileWidth();
    int tiles = (matrix.outputs() + step - 1) / step;
    double[] energies = new double[tiles];
    double[] errors = new double[tiles];
    // Memory is taken once for each worker: a large matrix has thousands of tiles.
    int workers = Math.min(tiles, PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    IntStream.range(0, workers)
        .parallel()
        .forEach(
            worker -> {
              TileQuantizer quantizer = new TileQuantizer(grid, feedback);
              Tile tile = null;
              int end = (int) ((long) tiles * (worker + 1) / workers);
              for (int index = (int) ((long) tiles * worker / workers); index < end; index++) {
                int first = index * step;
                int width = Math.min(step, matrix.outputs() - first);
                if (tile == null || tile.width != width) {
                  tile = new Tile(matrix.inputs(), width, grid.blocks(matrix.inputs()));
                }
                matrix.read(first, tile);
                multiply(tile, plan.divisors());
                if (plan.rotated()) {
                  Rotation.apply(tile.weights);
                }
                quantizer.quantize(tile);
                energies[index] = tile.energy;
                errors[index] = tile.squaredError;
                if (Double.isFinite(tile.energy)) {
                  sink.accept(first, tile);
                }
              }
            });
    double energy = sum(energies);
    if (!Double.isFinite(energy)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(energy == 0 ? 0 : Math.sqrt(sum(errors) / energy));
  }

  private static void multiply(Tile tile, float[] multipliers) {
    if (multipliers == null) {
      return;
    }
    for (int k = 0; k < tile.inputs; k++) {
      for (int i = 0; i < tile.width; i++) {
        tile.weights[k][i] *= multipliers[k];
      }
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}

package dev.ovenbird.quantize;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses how an input is rounded, by what it costs on the calibration's samples.
 *
 * <p>An input that is rare but large sets the step for all others; dividing it and multiplying its
 * weights moves the difficulty to the weights, which have a scale per output. The error of a
 * product is then the sum of two: of the rounded input, {@code Σ (δx·f·‖w‖)²}, and of the rounded
 * weights, {@code Σ (x/f)²·δw²}. Idea: G. Xiao et al., SmoothQuant,
 * https://arxiv.org/abs/2211.10438; here the exponents are searched.
 */
final class InputPlanner {
  private static final double[] OF_INPUT = {0, 0.25, 0.4, 0.5, 0.6, 0.75, 1};
  private static final double[] OF_WEIGHTS = {0, 0.25, 0.5};

  /** How much smaller the squared error has to be. */
  private static final double WORTH_ROTATING = 0.75;

  /** Part of the squared error of rounded weights that feedback leaves, about. */
  private static final double FEEDBACK_LEAVES = 0.35;

  /** Inputs and outputs that are looked at; more would not choose otherwise. */
  private static final int ROWS = 256;

  private static final int OUTPUTS = 384;

  private final Samples samples;
  private final float[] roots;
  private final float[] largest;
  private final double[] weightEnergies;
  private final List<Matrix> weights;

  /**
   * Some outputs of each matrix, {@code [inputs, width]}, and how many more there are of its kind.
   */
  private final List<float[][]> tiles = new ArrayList<>();

  private final List<Double> shares = new ArrayList<>();

  private InputPlanner(Samples samples, List<Matrix> weights) {
    this.samples = samples.some(ROWS);
    this.roots = samples.rootMeanSquares();
    this.largest = largest(samples);
    this.weights = weights;
    this.weightEnergies = new double[samples.width()];
  }

  /**
   * Chooses.
   *
   * @param weights of all products that share the input
   */
  static InputPlan choose(Samples samples, List<Matrix> weights) {
    InputPlanner planner = new InputPlanner(samples, weights);
    planner.measureWeights();
    float[] best = null;
    double least = Double.POSITIVE_INFINITY;
    float[][] sizes = {planner.roots, planner.largest};
    for (float[] size : sizes) {
      for (double ofInput : OF_INPUT) {
        for (double ofWeights : OF_WEIGHTS) {
          float[] divisors = planner.divisors(size, ofInput, ofWeights);
          double error = planner.weightError(divisors) + planner.inputError(divisors);
          if (error < least) {
            least = error;
            best = divisors;
          }
        }
      }
    }
    return planner.rotatedIfBetter(best, least);
  }

  /**
   * Rotating costs a small product at run time. Without extremes to avoid, the divisors that make
   * both errors equal are best.
   */
  private InputPlan rotatedIfBetter(float[] best, double least) {
    if (!Rotation.fits(samples.width())) {
      return new InputPlan(best, false);
    }
    float[] even = divisors(roots, 0.5, 0.5);
    InputPlanner rotated = new InputPlanner(Rotation.apply(samples, even), List.of());
    for (int i = 0; i < tiles.size(); i++) {
      float[][] tile = tiles.get(i);
      float[][] mixed = new float[tile.length][];
      for (int k = 0; k < tile.length; k++) {
        mixed[k] = tile[k].clone();
        for (int j = 0; j < mixed[k].length; j++) {
          mixed[k][j] *= even[k];
        }
      }
      Rotation.apply(mixed);
      rotated.take(mixed, shares.get(i));
    }
    float[] ones = InputPlan.UNKNOWN.divisorsOrOnes(samples.width());
    double error = rotated.weightError(ones) + rotated.inputError(ones);
    return error < least * WORTH_ROTATING ? new InputPlan(even, true) : new InputPlan(best, false);
  }

  private void measureWeights() {
    for (Matrix matrix : weights) {
      int width = Math.min(matrix.outputs(), Math.max(1, OUTPUTS / weights.size()));
      float[][] tile = new float[matrix.inputs()][width];
      matrix.read((matrix.outputs() - width) / 2, width, tile);
      take(tile, (double) matrix.outputs() / width);
    }
  }

  private void take(float[][] tile, double share) {
    for (int k = 0; k < tile.length; k++) {
      for (float weight : tile[k]) {
        weightEnergies[k] += weight * weight * share;
      }
    }
    tiles.add(tile);
    shares.add(share);
  }

  private float[] divisors(float[] size, double ofInput, double ofWeights) {
    int width = size.length;
    double[] logs = new double[width];
    double mean = 0;
    for (int k = 0; k < width; k++) {
      logs[k] =
          ofInput * Math.log(Math.max(size[k], 1e-6))
              - ofWeights * 0.5 * Math.log(Math.max(weightEnergies[k], 1e-12));
      mean += logs[k] / width;
    }
    float[] divisors = new float[width];
    for (int k = 0; k < width; k++) {
      divisors[k] = (float) Math.exp(logs[k] - mean);
    }
    return divisors;
  }

  /** Per sample: the squared error of all outputs because inputs are rounded. */
  private double inputError(float[] divisors) {
    int width = samples.width();
    float[] values = samples.values();
    float[] rows = new float[samples.count()];
    float low = 0;
    float high = 0;
    for (int row = 0; row < rows.length; row++) {
      rows[row] = largestOf(values, row * width, divisors);
      for (int k = 0; k < width; k++) {
        float value = values[row * width + k] / (divisors[k] * rows[row]);
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    float step = Math.max((high - low) / 255, Float.MIN_NORMAL);
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      double rowSum = 0;
      for (int k = 0; k < width; k++) {
        float exact = values[row * width + k] / (divisors[k] * rows[row] * step);
        float error = (exact - (exact + ScaleSearch.ROUNDER - ScaleSearch.ROUNDER)) * divisors[k];
        rowSum += error * error * weightEnergies[k];
      }
      sum += rowSum * rows[row] * rows[row];
    }
    return sum * step * step / rows.length;
  }

  private static float largestOf(float[] values, int at, float[] divisors) {
    float largest = Float.MIN_NORMAL;
    for (int k = 0; k < divisors.length; k++) {
      largest = Math.max(largest, Math.abs(values[at + k]) / divisors[k]);
    }
    return largest;
  }

  /** Per sample: the squared error of all outputs because weights are rounded. */
  private double weightError(float[] divisors) {
    double inputs = 0;
    for (int k = 0; k < roots.length; k++) {
      inputs += (double) roots[k] * roots[k] / (divisors[k] * divisors[k]);
    }
    double steps = 0;
    for (int i = 0; i < tiles.size(); i++) {
      steps += squaredSteps(tiles.get(i), divisors) * shares.get(i);
    }
    return inputs * steps / 12 * FEEDBACK_LEAVES;
  }

  /** Of each output the step of its scale, squared, summed. */
  private static double squaredSteps(float[][] tile, float[] divisors) {
    float[] largest = new float[tile[0].length];
    for (int k = 0; k < divisors.length; k++) {
      float[] row = tile[k];
      float divisor = divisors[k];
      for (int i = 0; i < largest.length; i++) {
        largest[i] = Math.max(largest[i], Math.abs(row[i]) * divisor);
      }
    }
    double sum = 0;
    for (float each : largest) {
      sum += Math.pow(each * 0.95 / 127, 2);
    }
    return sum;
  }

  private static float[] largest(Samples samples) {
    float[] largest = new float[samples.width()];
    for (int at = 0; at < samples.values().length; at++) {
      int k = at % largest.length;
      largest[k] = Math.max(largest[k], Math.abs(samples.values()[at]));
    }
    return largest;
  }
}

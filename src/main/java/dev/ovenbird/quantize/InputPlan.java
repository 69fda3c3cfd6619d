package dev.ovenbird.quantize;

import java.util.Arrays;

/**
 * How the input of products is rounded to 8 bits while the model runs.
 *
 * @param divisors by which each number of the input is divided first, {@code [inputs]}; the weights
 *     are multiplied by them. Null: none
 * @param byRow whether each row is divided by its largest magnitude first, so that one extreme row
 *     does not coarsen the others
 */
record InputPlan(float[] divisors, boolean byRow) {
  /** For inputs of which nothing is known. */
  static final InputPlan UNKNOWN = new InputPlan(null, true);

  float[] divisorsOrOnes(int inputs) {
    if (divisors != null) {
      return divisors;
    }
    float[] ones = new float[inputs];
    Arrays.fill(ones, 1);
    return ones;
  }
}

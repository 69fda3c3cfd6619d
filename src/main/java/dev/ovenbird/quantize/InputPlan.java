package dev.ovenbird.quantize;

import java.util.Arrays;

/**
 * How the input of products is rounded to 8 bits while the model runs. Each row is divided by its
 * largest magnitude first, so that one extreme row, or the padding of a batch, does not coarsen the
 * others.
 *
 * @param divisors by which each number of the input is divided before, {@code [inputs]}; the
 *     weights are multiplied by them. Null: none
 * @param rotated whether neighbours are mixed after that, see {@link Rotation}
 */
record InputPlan(float[] divisors, boolean rotated) {
  /** For inputs of which nothing is known. */
  static final InputPlan UNKNOWN = new InputPlan(null, false);

  float[] divisorsOrOnes(int inputs) {
    if (divisors != null) {
      return divisors;
    }
    float[] ones = new float[inputs];
    Arrays.fill(ones, 1);
    return ones;
  }
}

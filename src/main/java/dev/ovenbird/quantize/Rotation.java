package dev.ovenbird.quantize;

/**
 * Mixes each sixteen neighbours of a row by an orthogonal matrix of equal magnitudes. What stands
 * out in one number is then spread over sixteen, and rows and outputs use more of the steps that 8
 * bits have. A product does not change when its weights are mixed in the same way, since the matrix
 * is its own inverse.
 *
 * <p>Source of the idea: S. Ashkboos et al., QuaRot, https://arxiv.org/abs/2404.00456. The matrix
 * is Sylvester's construction of Hadamard's, over 4.
 */
final class Rotation {
  static final int SIZE = 16;

  private static final float HALF_ROOT = (float) Math.sqrt(0.5);

  private Rotation() {}

  static boolean fits(int inputs) {
    return inputs % SIZE == 0;
  }

  /** {@code [16, 16]}, symmetric. */
  static float[] matrix() {
    float[] matrix = new float[SIZE * SIZE];
    for (int i = 0; i < matrix.length; i++) {
      boolean odd = Integer.bitCount(i / SIZE & i % SIZE) % 2 != 0;
      matrix[i] = odd ? -0.25f : 0.25f;
    }
    return matrix;
  }

  /**
   * Mixes the inputs of weights, {@code [inputs][width]}, in place: four rounds of sums and
   * differences.
   */
  static void apply(float[][] weights) {
    for (int first = 0; first < weights.length; first += SIZE) {
      for (int apart = 1; apart < SIZE; apart *= 2) {
        for (int k = 0; k < SIZE; k++) {
          if ((k & apart) == 0) {
            sumAndDifference(weights[first + k], weights[first + k + apart]);
          }
        }
      }
    }
  }

  /** Keeps the length of each pair. */
  private static void sumAndDifference(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      float sum = (a[i] + b[i]) * HALF_ROOT;
      b[i] = (a[i] - b[i]) * HALF_ROOT;
      a[i] = sum;
    }
  }

  /** Samples divided by the divisors and then mixed. */
  static Samples apply(Samples samples, float[] divisors) {
    float[] matrix = matrix();
    float[] from = samples.values();
    float[] to = new float[from.length];
    for (int first = 0; first < from.length; first += SIZE) {
      int input = first % samples.width();
      for (int k = 0; k < SIZE; k++) {
        float value = from[first + k] / divisors[input + k];
        for (int i = 0; i < SIZE; i++) {
          to[first + i] += value * matrix[k * SIZE + i];
        }
      }
    }
    return new Samples(samples.width(), to);
  }
}

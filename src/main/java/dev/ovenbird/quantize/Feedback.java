package dev.ovenbird.quantize;

import java.util.stream.IntStream;

/**
 * How the error of rounding one input's weight is best evened out by the weights of later inputs:
 * the upper Cholesky factor {@code U} of the inverse of {@code H = XᵀX + damping}, for the inputs
 * {@code X} of a calibration. Immutable.
 */
final class Feedback {
  /** Of the mean of H's diagonal. Made-up inputs say less about real ones, so they count less. */
  private static final double DAMPING = 0.15;

  private static final int CHUNKS = 8;

  private final int size;
  private final float[] upper;
  private final float[] importance;

  private Feedback(int size, float[] upper) {
    this.size = size;
    this.upper = upper;
    this.importance = new float[size];
    for (int k = 0; k < size; k++) {
      importance[k] = 1 / (factor(k, k) * factor(k, k));
    }
  }

  /**
   * Prepares for the inputs of a product.
   *
   * @param divisors by which each input is divided before the product, {@code [inputs]}
   */
  static Feedback of(Samples samples, float[] divisors) {
    int size = samples.width();
    double[][] hessian = hessian(samples, divisors);
    double mean = 0;
    for (int k = 0; k < size; k++) {
      mean += hessian[k][k] / size;
    }
    for (int k = 0; k < size; k++) {
      hessian[k][k] += mean * DAMPING + Double.MIN_NORMAL;
    }
    factorize(hessian);
    return new Feedback(size, inverse(hessian));
  }

  /** {@code U[row, column]}, column ≥ row. */
  float factor(int row, int column) {
    return upper[row * size + column];
  }

  /** How much an error of each input's weight costs once later ones have evened it out. */
  float[] importance() {
    return importance;
  }

  /** The upper half of XᵀX. */
  private static double[][] hessian(Samples samples, float[] divisors) {
    int size = samples.width();
    double[][] hessian = new double[size][size];
    float[] values = samples.values();
    IntStream.range(0, size)
        .parallel()
        .forEach(
            i -> {
              float[] sums = new float[size];
              for (int row = 0; row < values.length; row += size) {
                float value = values[row + i] / divisors[i];
                for (int j = i; j < size; j++) {
                  sums[j] += value * values[row + j];
                }
              }
              for (int j = i; j < size; j++) {
                hessian[i][j] = sums[j] / divisors[j];
              }
            });
    return hessian;
  }

  /** In place: the upper triangle {@code V} with {@code H = VVᵀ}, from the last column on. */
  private static void factorize(double[][] h) {
    for (int j = h.length - 1; j >= 0; j--) {
      double pivot = Math.sqrt(h[j][j]);
      double[] column = new double[j + 1];
      for (int i = 0; i <= j; i++) {
        column[i] = h[i][j] / pivot;
        h[i][j] = column[i];
      }
      int last = j;
      IntStream.range(0, CHUNKS)
          .parallel()
          .forEach(
              chunk -> {
                for (int i = chunk; i < last; i += CHUNKS) {
                  double[] row = h[i];
                  double factor = column[i];
                  for (int l = i; l < last; l++) {
                    row[l] -= factor * column[l];
                  }
                }
              });
    }
  }

  /** The inverse of an upper triangle, row-major; its columns are independent of each other. */
  private static float[] inverse(double[][] v) {
    int size = v.length;
    float[] inverse = new float[size * size];
    IntStream.range(0, CHUNKS)
        .parallel()
        .forEach(
            chunk -> {
              int from = (int) ((long) size * chunk / CHUNKS);
              int to = (int) ((long) size * (chunk + 1) / CHUNKS);
              double[][] rows = new double[to][to - from];
              for (int i = to - 1; i >= 0; i--) {
                solve(v[i], rows, i, from, to);
                for (int j = Math.max(i, from); j < to; j++) {
                  inverse[i * size + j] = (float) rows[i][j - from];
                }
              }
            });
    return inverse;
  }

  private static void solve(double[] v, double[][] rows, int i, int from, int to) {
    double[] row = rows[i];
    if (i >= from) {
      row[i - from] = 1;
    }
    for (int m = i + 1; m < to; m++) {
      double factor = v[m];
      double[] other = rows[m];
      for (int j = 0; j < row.length; j++) {
        row[j] -= factor * other[j];
      }
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= v[i];
    }
  }
}

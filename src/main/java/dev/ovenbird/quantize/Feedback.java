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

  /** Rows or columns that are worked on together; as many as fit the cache. */
  private static final int BLOCK = 32;

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

  /** The upper half of XᵀX. Some of its rows at a time, so that a sample is read once for all. */
  private static double[][] hessian(Samples samples, float[] divisors) {
    int size = samples.width();
    double[][] hessian = new double[size][size];
    IntStream.range(0, (size + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(block -> fillRows(hessian, samples.values(), divisors, block * BLOCK));
    return hessian;
  }

  private static void fillRows(double[][] hessian, float[] values, float[] divisors, int first) {
    int size = hessian.length;
    int last = Math.min(size, first + BLOCK);
    float[][] sums = new float[last - first][size];
    float[] sample = new float[size];
    for (int row = 0; row < values.length; row += size) {
      System.arraycopy(values, row, sample, 0, size);
      for (int i = first; i < last; i++) {
        add(sums[i - first], sample[i], sample, first);
      }
    }
    for (int i = first; i < last; i++) {
      for (int j = i; j < size; j++) {
        hessian[i][j] = sums[i - first][j] / (divisors[i] * divisors[j]);
      }
    }
  }

  private static void add(float[] sums, float factor, float[] values, int from) {
    for (int j = from; j < sums.length; j++) {
      sums[j] += factor * values[j];
    }
  }

  /**
   * In place: the upper triangle {@code V} with {@code H = VVᵀ}, from the last column on, some
   * columns at a time.
   */
  private static void factorize(double[][] h) {
    for (int end = h.length; end > 0; end -= Math.min(end, BLOCK)) {
      int begin = Math.max(0, end - BLOCK);
      double[][] columns = new double[end - begin][];
      for (int j = end - 1; j >= begin; j--) {
        columns[j - begin] = column(h, j, begin);
      }
      IntStream.range(0, CHUNKS)
          .parallel()
          .forEach(
              chunk -> {
                for (int i = chunk; i < begin; i += CHUNKS) {
                  for (double[] column : columns) {
                    subtract(h[i], column[i], column, i, begin);
                  }
                }
              });
    }
  }

  /** Finishes a column and takes it off those of its block that are still to come. */
  private static double[] column(double[][] h, int j, int begin) {
    double pivot = Math.sqrt(h[j][j]);
    double[] column = new double[j + 1];
    for (int i = 0; i <= j; i++) {
      column[i] = h[i][j] / pivot;
      h[i][j] = column[i];
    }
    for (int i = 0; i < j; i++) {
      subtract(h[i], column[i], column, Math.max(i, begin), j);
    }
    return column;
  }

  private static void subtract(double[] row, double factor, double[] other, int from, int to) {
    for (int l = from; l < to; l++) {
      row[l] -= factor * other[l];
    }
  }

  /** The inverse of an upper triangle, row-major; its columns are independent of each other. */
  private static float[] inverse(double[][] v) {
    int size = v.length;
    float[] inverse = new float[size * size];
    IntStream.range(0, (size + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            block -> {
              int from = block * BLOCK;
              int to = Math.min(size, from + BLOCK);
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
      subtract(row, v[m], rows[m], 0, row.length);
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= v[i];
    }
  }
}

package dev.ovenbird.quantize;

import java.util.List;
import java.util.Objects;

/**
 * Inputs that a product had while the original model ran.
 *
 * @param width numbers in each input
 * @param values {@code [samples, width]}
 */
public record Samples(int width, float[] values) {
  public Samples {
    Objects.requireNonNull(values, "values");
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(values.length + " numbers of width " + width);
    }
  }

  /** One after the other; all have the same width. */
  static Samples concat(List<Samples> parts) {
    Samples first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    float[] all = new float[parts.stream().mapToInt(part -> part.values.length).sum()];
    int at = 0;
    for (Samples part : parts) {
      System.arraycopy(part.values, 0, all, at, part.values.length);
      at += part.values.length;
    }
    return new Samples(first.width, all);
  }

  /** How many inputs there are. */
  public int count() {
    return values.length / width;
  }

  /** At most so many of them, evenly spread. */
  Samples some(int most) {
    if (count() <= most) {
      return this;
    }
    float[] taken = new float[most * width];
    for (int i = 0; i < most; i++) {
      int row = (int) ((long) i * count() / most);
      System.arraycopy(values, row * width, taken, i * width, width);
    }
    return new Samples(width, taken);
  }

  /** Root of the mean square of each number of the inputs, {@code [width]}. */
  float[] rootMeanSquares() {
    double[] sums = new double[width];
    for (int row = 0; row < values.length; row += width) {
      for (int k = 0; k < width; k++) {
        sums[k] += (double) values[row + k] * values[row + k];
      }
    }
    float[] roots = new float[width];
    for (int k = 0; k < width; k++) {
      roots[k] = (float) Math.sqrt(sums[k] / count());
    }
    return roots;
  }
}

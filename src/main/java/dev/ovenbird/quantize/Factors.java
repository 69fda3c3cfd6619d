package dev.ovenbird.quantize;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Evens out a matrix before it is rounded. In trained networks some inputs of a product have far
 * larger weights than others; with a scale per output alone, those set the step for all. Dividing
 * each row and each column by its size in turn makes all alike, as Sinkhorn's algorithm does.
 *
 * <p>The factors are whole numbers and so take one byte each. That they are rounded costs nothing:
 * the weights are divided by the rounded ones.
 */
final class Factors {
  private static final int LARGEST = 255;
  private static final int ROUNDS = 4;
  private static final int[] NONE = {};

  private final FloatBuffer values;
  private final double[] rows;
  private final double[] columns;
  private final boolean byMaximum;

  private Factors(Weight weight) {
    this.values = weight.tensor().values();
    this.rows = new double[(int) weight.tensor().shape()[0]];
    this.columns = new double[(int) weight.tensor().shape()[1]];
    // A rare word's row has outliers that no other row has; its own factor has to cover them.
    this.byMaximum = weight.isTable();
  }

  /** One per index of the axis that is not the channels', from 1 to 255; none if not a matrix. */
  static int[] of(Weight weight) {
    if (weight.tensor().shape().length != 2) {
      return NONE;
    }
    Factors factors = new Factors(weight);
    Arrays.fill(factors.rows, 1);
    Arrays.fill(factors.columns, 1);
    for (int round = 0; round < ROUNDS; round++) {
      factors.measure(weight.axis() == 1);
      factors.measure(weight.axis() == 0);
    }
    return whole(weight.axis() == 1 ? factors.rows : factors.columns);
  }

  /** Sets the sizes of all columns, or of all rows, seen after division by those of the others. */
  private void measure(boolean ofColumns) {
    double[] sizes = ofColumns ? columns : rows;
    Arrays.fill(sizes, 0);
    for (int row = 0, at = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++, at++) {
        double value = Math.abs(values.get(at)) / (ofColumns ? rows[row] : columns[column]);
        int index = ofColumns ? column : row;
        sizes[index] = byMaximum ? Math.max(sizes[index], value) : sizes[index] + value * value;
      }
    }
    for (int i = 0; i < sizes.length; i++) {
      double size = byMaximum ? sizes[i] : Math.sqrt(sizes[i]);
      sizes[i] = size > 0 ? size : 1;
    }
  }

  private static int[] whole(double[] sizes) {
    double largest = Arrays.stream(sizes).max().orElse(1);
    return Arrays.stream(sizes)
        .mapToInt(size -> Math.max(1, (int) Math.rint(size / largest * LARGEST)))
        .toArray();
  }
}

package dev.ovenbird.zoo;

import java.nio.FloatBuffer;

/**
 * How close a model's outputs are to another's; {@code src/test/zoo/peers.py} has the same
 * arithmetic.
 *
 * @param meanCosine mean over all rows, that is vectors along the last axis, of the cosine between
 *     both
 * @param relativeRms length of the difference of everything over the length of the original
 */
public record Closeness(double meanCosine, double relativeRms) {

  /** Adds up outputs. Sums are in double precision. */
  static final class Sum {
    private double cosines;
    private long rows;
    private double squares;
    private double differences;

    /** Adds one output of both models. */
    void add(FloatBuffer original, FloatBuffer candidate, int width) {
      for (int row = 0; row < original.limit() / width; row++) {
        addRow(original, candidate, row * width, width);
      }
    }

    boolean isEmpty() {
      return rows == 0;
    }

    Closeness closeness() {
      return new Closeness(cosines / rows, Math.sqrt(differences / squares));
    }

    private void addRow(FloatBuffer original, FloatBuffer candidate, int start, int width) {
      double aa = 0;
      double bb = 0;
      double ab = 0;
      for (int i = start; i < start + width; i++) {
        double a = original.get(i);
        double b = candidate.get(i);
        aa += a * a;
        bb += b * b;
        ab += a * b;
        differences += (a - b) * (a - b);
      }
      squares += aa;
      cosines += aa == 0 || bb == 0 ? (aa == bb ? 1 : 0) : ab / Math.sqrt(aa * bb);
      rows++;
    }
  }
}

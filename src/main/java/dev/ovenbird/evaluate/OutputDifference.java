package dev.ovenbird.evaluate;

/** How one output of two models differs, added up over any number of runs. */
final class OutputDifference {
  private final String output;
  private long elements;
  private long rows;
  private double largest;
  private double cosines;

  OutputDifference(String output) {
    this.output = output;
  }

  /** Adds what both gave in one run, row by row along the last axis. */
  void add(long[] shape, float[] p, float[] q) {
    int width = shape.length == 0 ? 1 : (int) Math.max(1, shape[shape.length - 1]);
    for (int begin = 0; begin < p.length; begin += width) {
      double pp = 0;
      double qq = 0;
      double pq = 0;
      for (int i = begin; i < begin + width; i++) {
        pp += (double) p[i] * p[i];
        qq += (double) q[i] * q[i];
        pq += (double) p[i] * q[i];
        // Both infinite or both equal: no difference, though inf - inf is not a number.
        double difference = p[i] == q[i] ? 0 : Math.abs((double) p[i] - q[i]);
        largest =
            Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
      }
      cosines += Vectors.cosine(pp, qq, pq);
      rows++;
    }
    elements += p.length;
  }

  OutputComparison comparison() {
    return new OutputComparison(output, elements, largest, rows == 0 ? 1 : cosines / rows);
  }
}

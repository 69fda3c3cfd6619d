package dev.ovenbird.evaluate;

/** Arithmetic on vectors. */
final class Vectors {
  private Vectors() {}

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** From -1 to 1; 1 when both are zero, 0 when one is. */
  static double cosine(float[] a, float[] b) {
    double aa = dot(a, a);
    double bb = dot(b, b);
    if (aa == 0 || bb == 0) {
      return aa == bb ? 1 : 0;
    }
    return dot(a, b) / Math.sqrt(aa * bb);
  }

  /** Scales it to length 1 in place; a zero vector stays as it is. */
  static void normalize(float[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    if (length > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] / length);
      }
    }
  }
}

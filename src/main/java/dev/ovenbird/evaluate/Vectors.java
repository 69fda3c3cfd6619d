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
    return cosine(dot(a, a), dot(b, b), dot(a, b));
  }

  /** The same from the dot products a·a, b·b and a·b. */
  static double cosine(double aa, double bb, double ab) {
    if (aa == 0 || bb == 0) {
      return aa == bb ? 1 : 0;
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** The index of the largest number, the first of equals; -1 when one of them is not a number. */
  static int argMax(float[] vector) {
    int largest = 0;
    for (int i = 0; i < vector.length; i++) {
      if (Float.isNaN(vector[i])) {
        return -1;
      }
      if (vector[i] > vector[largest]) {
        largest = i;
      }
    }
    return largest;
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

package dev.ovenbird.bench;

import java.util.Locale;

/**
 * One figure of ours beside the same of Transformers.js alone.
 *
 * @param ratio of the first to the second; of times it is the median of the rounds' ratios
 * @param goal what the ratio is to be at most
 */
record DeliveryRow(String what, double ours, double plain, String unit, double ratio, double goal) {

  static DeliveryRow of(String what, double ours, double plain, String unit, double goal) {
    return new DeliveryRow(what, ours, plain, unit, ours / plain, goal);
  }

  boolean holds() {
    return ratio <= goal;
  }

  DeliveryRow print() {
    System.out.println(this);
    return this;
  }

  static String head() {
    return String.format(
        "%-58s %12s %12s %-5s %7s %7s", "", "ours", "plain", "", "ratio", "at most");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-58s %12.1f %12.1f %-5s %7.3f %7.2f %s",
        what,
        ours,
        plain,
        unit,
        ratio,
        goal,
        holds() ? "" : "MISSED");
  }
}

package dev.ovenbird.chart;

import java.util.ArrayList;
import java.util.List;

/** Where a number stands between the two ends of a chart. Immutable. */
public final class Scale {
  /** How numbers become lengths. */
  public enum Kind {
    LINEAR,
    /** Each power of ten takes the same room. Numbers are above 0. */
    LOG,
    /** For shares near 1: each nine takes the same room, so that 0.99 and 0.9999 are told apart. */
    NINES
  }

  private static final int FEW = 4;
  private static final int MOST_NINES = 4;

  private final Kind kind;
  private final double low;
  private final double high;
  private final List<Double> ticks;

  private Scale(Kind kind, double low, double high, List<Double> ticks) {
    this.kind = kind;
    this.low = transformed(kind, low);
    this.high = transformed(kind, high);
    this.ticks = ticks.stream().filter(tick -> tick >= low && tick <= high).toList();
  }

  /**
   * A scale with round ends.
   *
   * @param values that are to be on it; those that are no numbers do not count
   * @param fromZero whether 0 is on a linear scale in any case, as below bars
   */
  public static Scale of(Kind kind, List<Double> values, boolean fromZero) {
    List<Double> numbers = values.stream().filter(Double::isFinite).toList();
    double low = numbers.stream().mapToDouble(v -> v).min().orElse(kind == Kind.LOG ? 1 : 0);
    double high = numbers.stream().mapToDouble(v -> v).max().orElse(1);
    return switch (kind) {
      case LINEAR -> linear(fromZero ? Math.min(0, low) : low, fromZero ? Math.max(0, high) : high);
      case LOG -> log(low, high);
      case NINES -> nines(high);
    };
  }

  /** A linear scale that ends where the numbers end. */
  static Scale exactly(List<Double> values) {
    double low = values.stream().mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).max().orElse(low);
    return new Scale(Kind.LINEAR, low, high > low ? high : low + 1, List.of());
  }

  private static Scale linear(double low, double high) {
    if (low == high) {
      return linear(low == 0 ? 0 : low - Math.abs(low) / 2, low == 0 ? 1 : low + Math.abs(low) / 2);
    }
    double step = step((high - low) / FEW);
    double first = Math.floor(low / step + 1e-9);
    double last = Math.ceil(high / step - 1e-9);
    List<Double> ticks = new ArrayList<>();
    for (double i = first; i <= last; i++) {
      // Divided, where a step of 0.1 would gather errors; and never -0.
      ticks.add(step < 1 ? i / Math.round(1 / step) + 0.0 : i * step + 0.0);
    }
    return new Scale(Kind.LINEAR, ticks.get(0), ticks.get(ticks.size() - 1), ticks);
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is not below. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static Scale log(double low, double high) {
    int first = (int) Math.floor(Math.log10(low) + 1e-9);
    int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
    int every = Math.max(1, (last - first + FEW - 1) / FEW);
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power += every) {
      ticks.add(Math.pow(10, power));
    }
    return new Scale(Kind.LOG, Math.pow(10, first), Math.pow(10, last), ticks);
  }

  private static Scale nines(double high) {
    double wanted = Math.ceil(-Math.log10(Math.max(1 - high, Math.pow(10, -MOST_NINES))) - 1e-9);
    int nines = Math.max(2, (int) wanted);
    List<Double> ticks = new ArrayList<>();
    for (int nine = 0; nine <= nines; nine++) {
      ticks.add(1 - Math.pow(10, -nine));
    }
    return new Scale(Kind.NINES, 0, ticks.get(nines), ticks);
  }

  private static double transformed(Kind kind, double value) {
    return switch (kind) {
      case LINEAR -> value;
      case LOG -> Math.log10(value);
      // What is below nothing has no nines.
      case NINES -> -Math.log10(Math.max(1 - Math.max(0, value), 1e-12));
    };
  }

  /** From 0 at the low end to 1 at the high one; what is no number stands at the low end. */
  double at(double value) {
    double share = (transformed(kind, value) - low) / (high - low);
    return share > 0 ? Math.min(1, share) : 0;
  }

  /** Where bars begin: at 0, or at the low end of a scale that has no 0. */
  double base() {
    return kind == Kind.LINEAR ? at(0) : 0;
  }

  /** Numbers to write beside a chart, low to high. */
  List<Double> ticks() {
    return ticks;
  }
}

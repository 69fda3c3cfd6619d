package dev.ovenbird.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a chart shows.
 *
 * @param title above it; its name for those who listen
 * @param description what it shows, in words; empty to have its numbers read out
 * @param acrossTitle what the labels are; heads the table's first column
 * @param labels of rows of bars, or of places along a line
 * @param across of a line or of points: where each label stands, in numbers; empty to have all at
 *     the same distance
 * @param acrossScale of those numbers
 * @param series the numbers
 * @param limits for each row of a chart with one series, a mark that its bar has to reach; {@code
 *     NaN} for none, and empty where no row has any
 * @param scale of the numbers
 * @param style how they are written
 */
public record Chart(
    Kind kind,
    String title,
    String description,
    String acrossTitle,
    List<String> labels,
    Optional<List<Double>> across,
    Scale.Kind acrossScale,
    List<Series> series,
    List<Double> limits,
    Scale.Kind scale,
    NumberStyle style) {
  /** How numbers are drawn. */
  public enum Kind {
    /** Lying bars, a group for each label: names are read without turning one's head. */
    BAR,
    /** The bars of a group one behind the other. */
    STACKED,
    LINE,
    SCATTER
  }

  /** More have no colours of their own. */
  public static final int MOST_SERIES = 6;

  public Chart {
    labels = List.copyOf(labels);
    series = List.copyOf(series);
    limits = List.copyOf(limits);
    if (series.isEmpty() || series.size() > MOST_SERIES) {
      throw new IllegalArgumentException(series.size() + " series");
    }
    for (Series one : series) {
      if (one.values().size() != labels.size()) {
        throw new IllegalArgumentException(one.name() + " has " + one.values().size() + " values");
      }
    }
  }

  /** Bars of one series. */
  public static Chart bars(
      String title, List<String> labels, Series series, Scale.Kind scale, NumberStyle style) {
    return new Chart(
        Kind.BAR,
        title,
        "",
        "",
        labels,
        Optional.empty(),
        Scale.Kind.LINEAR,
        List.of(series),
        List.of(),
        scale,
        style);
  }

  /** The same with limits. */
  public Chart withLimits(List<Double> rows) {
    return new Chart(
        kind,
        title,
        description,
        acrossTitle,
        labels,
        across,
        acrossScale,
        series,
        rows,
        scale,
        style);
  }

  /** All numbers that the scale has to hold. */
  List<Double> scaled() {
    List<Double> all = new ArrayList<>(limits);
    if (kind == Kind.STACKED) {
      for (int row = 0; row < labels.size(); row++) {
        all.add(total(row));
      }
    } else {
      series.forEach(one -> all.addAll(one.values()));
    }
    return all;
  }

  /** Of a row, what is no number left out. */
  double total(int row) {
    return series.stream().mapToDouble(one -> one.values().get(row)).filter(Double::isFinite).sum();
  }
}

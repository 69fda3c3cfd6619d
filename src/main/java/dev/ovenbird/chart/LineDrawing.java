package dev.ovenbird.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Lines or points over a scale. The numbers of the scale stand on the lines of its grid, so that
 * the drawing has the whole width.
 */
final class LineDrawing {
  private static final int HEIGHT = 220;
  private static final int TOP = 20;
  private static final int BELOW = 24;

  /** In percent of the width, on each side: for half a number below the outermost place. */
  private static final double INSET = 4;

  /** More labels below would touch each other on a phone. */
  private static final int MOST_LABELS = 5;

  private final Chart chart;
  private final Scale scale;
  private final double[] places;
  private final Svg svg = new Svg();

  private LineDrawing(Chart chart) {
    this.chart = chart;
    this.scale = Scale.of(chart.scale(), chart.scaled(), isNearZero(chart));
    this.places = places(chart);
  }

  static String svg(Chart chart, String description) {
    LineDrawing drawing = new LineDrawing(chart);
    drawing.grid();
    drawing.labels();
    for (int i = 0; i < chart.series().size(); i++) {
      if (chart.kind() == Chart.Kind.LINE) {
        drawing.line(i);
      }
      drawing.points(i);
    }
    return drawing.svg.whole(TOP + HEIGHT + BELOW, chart.title(), description);
  }

  /** Numbers that lie together far from 0 would be a flat line over it. */
  private static boolean isNearZero(Chart chart) {
    List<Double> numbers = chart.scaled().stream().filter(Double::isFinite).toList();
    double low = numbers.stream().mapToDouble(v -> v).min().orElse(0);
    double high = numbers.stream().mapToDouble(v -> v).max().orElse(0);
    return low < 0 ? high > low / 2 : low < high / 2;
  }

  /** Of each label, from 0 to 1. */
  private static double[] places(Chart chart) {
    int count = chart.labels().size();
    if (chart.across().isEmpty()) {
      return DoubleStream.iterate(0, i -> i + 1)
          .limit(count)
          .map(i -> count == 1 ? 0.5 : i / (count - 1))
          .toArray();
    }
    Scale across = acrossScale(chart);
    return chart.across().get().stream().mapToDouble(across::at).toArray();
  }

  private static Scale acrossScale(Chart chart) {
    List<Double> numbers = chart.across().orElseThrow();
    // A line fills the width; only its labels are written below, and they need not be round.
    return chart.kind() == Chart.Kind.LINE && chart.acrossScale() == Scale.Kind.LINEAR
        ? Scale.exactly(numbers)
        : Scale.of(chart.acrossScale(), numbers, false);
  }

  private void grid() {
    for (double tick : scale.ticks()) {
      double y = y(tick);
      svg.add(
          "<line class=\"chart-grid\" x1=\"0\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/>"
              + "<text class=\"chart-note\" y=\"%.1f\">%s</text>",
          y, y, y - 4, chart.style().tick(tick));
    }
  }

  private void labels() {
    if (chart.across().isPresent() && chart.acrossScale() == Scale.Kind.LOG
        || chart.kind() == Chart.Kind.SCATTER) {
      Scale across = acrossScale(chart);
      across.ticks().forEach(tick -> label(across.at(tick), NumberStyle.PLAIN.tick(tick)));
      return;
    }
    int count = chart.labels().size();
    int every = Math.max(1, (count + MOST_LABELS - 2) / (MOST_LABELS - 1));
    double last = -1;
    for (int i = 0; i < count; i += every) {
      // Places need not be at equal distances; a label that would touch the one before is left out.
      if (last < 0 || places[i] - last >= 0.7 / MOST_LABELS) {
        label(places[i], chart.labels().get(i));
        last = places[i];
      }
    }
  }

  private void label(double place, String text) {
    String anchor = place < 0.08 ? "start" : place > 0.92 ? "end" : "middle";
    double x = anchor.equals("start") ? 0 : anchor.equals("end") ? 100 : x(place);
    svg.add(
        "<text class=\"chart-note\" x=\"%.2f%%\" y=\"%d\" text-anchor=\"%s\">%s</text>",
        x, TOP + HEIGHT + 17, anchor, text);
  }

  private void line(int index) {
    StringBuilder path = new StringBuilder();
    boolean broken = true;
    List<Double> values = chart.series().get(index).values();
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      if (Double.isNaN(value)) {
        broken = true;
        continue;
      }
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.2f %.2f",
              broken ? "M" : "L",
              x(places[i]),
              100 * (1 - scale.at(value))));
      broken = false;
    }
    // Stretched to the drawing's width, which is known only in the page; the stroke is not.
    svg.add(
        "<svg y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 100 100\""
            + " preserveAspectRatio=\"none\"><path class=\"chart-line series-%d\""
            + " vector-effect=\"non-scaling-stroke\" d=\"%s\"/></svg>",
        TOP, HEIGHT, index + 1, path.toString());
  }

  private void points(int index) {
    Series series = chart.series().get(index);
    for (int i = 0; i < places.length; i++) {
      double value = series.values().get(i);
      if (!Double.isNaN(value)) {
        svg.add(
            "<circle class=\"chart-point series-%d\" cx=\"%.2f%%\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>",
            index + 1,
            x(places[i]),
            y(value),
            named(series, chart.labels().get(i) + ": " + series.text(i, chart.style())));
      }
    }
  }

  private static String named(Series series, String text) {
    return series.name().isEmpty() ? text : series.name() + ", " + text;
  }

  private static double x(double place) {
    return INSET + place * (100 - 2 * INSET);
  }

  private double y(double value) {
    return TOP + HEIGHT * (1 - scale.at(value));
  }
}

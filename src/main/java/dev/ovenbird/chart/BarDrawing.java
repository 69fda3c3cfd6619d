package dev.ovenbird.chart;

import java.util.List;

/**
 * Lying bars, a label above each group and the number behind each bar, so that both have room on
 * the narrowest screen.
 */
final class BarDrawing {
  /** In percent of the width; the rest is for the numbers. */
  private static final double LONGEST = 76;

  private static final int LABEL = 18;
  private static final int BAR = 14;
  private static final int GAP = 4;
  private static final int GROUP_GAP = 10;
  private static final int BASELINE = 12;

  private final Chart chart;
  private final Scale scale;
  private final Svg svg = new Svg();
  private int y;

  private BarDrawing(Chart chart) {
    this.chart = chart;
    this.scale = Scale.of(chart.scale(), chart.scaled(), true);
  }

  static String svg(Chart chart, String description) {
    BarDrawing drawing = new BarDrawing(chart);
    for (int row = 0; row < chart.labels().size(); row++) {
      drawing.group(row);
    }
    drawing.axis();
    return drawing.svg.whole(drawing.y, chart.title(), description);
  }

  private void group(int row) {
    svg.add("<text y=\"%d\">%s</text>", y + BASELINE, chart.labels().get(row));
    y += LABEL;
    if (chart.kind() == Chart.Kind.STACKED) {
      stack(row);
    } else {
      for (int i = 0; i < chart.series().size(); i++) {
        bar(i, row);
      }
    }
    y += GROUP_GAP - GAP;
  }

  private void bar(int index, int row) {
    double value = chart.series().get(index).values().get(row);
    rect(index, scale.base(), Double.isNaN(value) ? scale.base() : scale.at(value));
    limit(row);
    value(
        Math.max(scale.base(), scale.at(value)),
        chart.series().get(index).text(row, chart.style()));
    y += BAR + GAP;
  }

  private void limit(int row) {
    if (!chart.limits().isEmpty() && Double.isFinite(chart.limits().get(row))) {
      svg.add(
          "<rect class=\"chart-limit\" x=\"%.2f%%\" y=\"%d\" width=\"2\" height=\"%d\"/>",
          x(scale.at(chart.limits().get(row))), y - 3, BAR + 6);
    }
  }

  private void stack(int row) {
    double sum = 0;
    for (int i = 0; i < chart.series().size(); i++) {
      double value = chart.series().get(i).values().get(row);
      if (value > 0) {
        rect(i, scale.at(sum), scale.at(sum + value));
        sum += value;
      }
    }
    value(scale.at(sum), chart.style().text(sum));
    y += BAR + GAP;
  }

  private void rect(int index, double from, double to) {
    double left = x(Math.min(from, to));
    // A number so small that it would not be seen has a bar all the same.
    double width = Math.max(0.3, x(Math.max(from, to)) - left);
    svg.add(
        "<rect class=\"series-%d\" x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"%d\"/>",
        index + 1, left, y, width, BAR);
  }

  private void value(double end, String text) {
    svg.add(
        "<text class=\"chart-value\" x=\"%.2f%%\" dx=\"6\" y=\"%d\">%s</text>",
        x(end), y + BASELINE, text);
  }

  /** Bars with their numbers need none, unless their lengths mislead without. */
  private void axis() {
    if (chart.scale() == Scale.Kind.LINEAR) {
      if (scale.base() > 0) {
        grid(0, false);
      }
      return;
    }
    List<Double> ticks = scale.ticks();
    ticks.forEach(tick -> grid(tick, true));
    y += LABEL;
  }

  private void grid(double tick, boolean written) {
    svg.add(
        "<line class=\"chart-grid\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>",
        x(scale.at(tick)), x(scale.at(tick)), 0, y - 4);
    if (written) {
      boolean first = scale.at(tick) < 0.01;
      svg.add(
          "<text class=\"chart-note\" x=\"%.2f%%\" y=\"%d\" text-anchor=\"%s\">%s</text>",
          x(scale.at(tick)), y + BASELINE - 2, first ? "start" : "middle", tickText(tick));
    }
  }

  private String tickText(double tick) {
    // What has nines is a share of 1, also where it is written in percent.
    boolean percent = chart.scale() == Scale.Kind.NINES && chart.style().unit().equals("%");
    return chart.style().tick(percent ? tick * 100 : tick);
  }

  private static double x(double share) {
    return share * LONGEST;
  }
}

package dev.ovenbird.site;

import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.site.BuildReport.DtypeReport;
import dev.ovenbird.site.BuildReport.ModelReport;
import java.util.List;
import java.util.Locale;

/**
 * Draws a model's dtypes: how large each is, and how near it stays to the original, as inline SVG.
 * Colours come from the page's style sheet, so that the drawing follows light and dark.
 *
 * <p>Nearness has a logarithmic scale, {@code -log10(1 - figure)}: each nine takes the same room,
 * so that 0.99 and 0.9999 are told apart.
 */
final class FidelityChart {
  private static final int WIDTH = 400;
  private static final int BAR_BEGIN = 80;
  private static final int BAR_END = 322;
  private static final int ROW = 26;
  private static final int BAR = 12;
  private static final int BASELINE = 11;
  private static final String LIMIT = "<path class=\"chart-limit\" d=\"M%.1f %dv%d\"/>";

  private final ModelReport model;
  private final Metric metric;
  private final StringBuilder svg = new StringBuilder();
  private int y;

  private FidelityChart(ModelReport model) {
    this.model = model;
    this.metric = model.dtypes().get(0).fidelity().task().main();
  }

  /** The drawing of a model that has at least one dtype. */
  static String svg(ModelReport model) {
    FidelityChart chart = new FidelityChart(model);
    chart.sizes();
    chart.nearness();
    return chart.whole();
  }

  private void sizes() {
    heading("Size");
    long largest = model.originalBytes();
    for (DtypeReport dtype : model.dtypes()) {
      largest = Math.max(largest, dtype.bytes());
    }
    row("as trained", model.originalBytes() / (double) largest, "chart-original");
    value(bytes(model.originalBytes()));
    for (DtypeReport dtype : model.dtypes()) {
      row(dtype.id(), dtype.bytes() / (double) largest, "chart-bar");
      value(bytes(dtype.bytes()));
    }
  }

  private void nearness() {
    y += 10;
    int nines = nines();
    heading(capital(metric.label()) + ": longer is nearer to the original");
    int top = y;
    for (DtypeReport dtype : model.dtypes()) {
      row(dtype.id(), share(dtype.fidelity().figure(metric), nines), "chart-bar");
      value(dtype.mainFigure().value());
    }
    grid(top, nines);
    limits(top, nines);
  }

  private void grid(int top, int nines) {
    for (int nine = 0; nine <= nines; nine++) {
      double x = x((double) nine / nines);
      add("<path class=\"chart-grid\" d=\"M%.1f %dV%d\"/>", x, top - 3, y - ROW + BAR + 5);
      add(
          "<text class=\"chart-note\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x, y + 4, metric.showLimit(1 - Math.pow(10, -nine)));
    }
    y += 14;
  }

  private void limits(int top, int nines) {
    boolean any = false;
    int row = top;
    for (DtypeReport dtype : model.dtypes()) {
      Double limit = dtype.limits().get(metric);
      if (limit != null) {
        any = true;
        add(LIMIT, x(share(limit, nines)), row - 4, BAR + 8);
      }
      row += ROW;
    }
    if (any) {
      add(LIMIT, (double) BAR_BEGIN, y, BAR + 2);
      add(
          "<text class=\"chart-note\" x=\"%d\" y=\"%d\">the build fails below this</text>",
          BAR_BEGIN + 8, y + BASELINE);
      y += 20;
    }
  }

  /** As many as show all figures and limits, within reason; what is beyond fills the row. */
  private int nines() {
    double most = 2;
    for (DtypeReport dtype : model.dtypes()) {
      double limit = dtype.limits().getOrDefault(metric, 0.0);
      for (double figure : List.of(dtype.fidelity().figure(metric), limit)) {
        // What is no number compares with nothing, and so asks for no nine.
        double nines = Math.ceil(-Math.log10(Math.max(1 - figure, 1e-4)) - 1e-9);
        most = nines > most ? nines : most;
      }
    }
    return (int) most;
  }

  /** Of the row's width. */
  private static double share(double figure, int nines) {
    // What is no number, or below nothing, has no bar.
    double error = figure >= 0 ? Math.max(1 - figure, 1e-12) : 1;
    return Math.max(0, Math.min(1, -Math.log10(error) / nines));
  }

  private static double x(double share) {
    return BAR_BEGIN + share * (BAR_END - BAR_BEGIN);
  }

  private void heading(String text) {
    add("<text class=\"chart-head\" y=\"%d\">%s</text>", y + BASELINE + 2, escaped(text));
    y += ROW;
  }

  private void row(String label, double share, String kind) {
    add("<text y=\"%d\">%s</text>", y + BASELINE, escaped(label));
    add(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
        kind, BAR_BEGIN, y, Math.max(1, x(share) - BAR_BEGIN), BAR);
    y += ROW;
  }

  private void value(String text) {
    add(
        "<text class=\"chart-value\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
        WIDTH, y - ROW + BASELINE, escaped(text));
  }

  private String whole() {
    String id = "chart-" + escaped(model.name());
    return String.format(
        Locale.ROOT,
        "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %d\" aria-labelledby=\"%s-title"
            + " %s-desc\">%n<title id=\"%s-title\">%s: size and fidelity</title>%n<desc"
            + " id=\"%s-desc\">%s</desc>%n%s</svg>",
        WIDTH,
        y,
        id,
        id,
        id,
        escaped(model.title()),
        id,
        escaped(description()),
        svg);
  }

  /** All that the drawing shows, in words. */
  private String description() {
    StringBuilder words = new StringBuilder("As trained: " + bytes(model.originalBytes()) + ".");
    for (DtypeReport dtype : model.dtypes()) {
      BuildReport.Figure figure = dtype.mainFigure();
      words.append(
          String.format(
              " %s: %s, %s %s%s.",
              dtype.id(),
              bytes(dtype.bytes()),
              figure.label(),
              figure.value(),
              figure.limit().isEmpty() ? "" : " (" + figure.limit() + ")"));
    }
    return words.toString();
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** Decimal, as hosts count: {@code 22.9 MB}. */
  private static String bytes(long bytes) {
    if (bytes < 999_950) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return bytes < 999_950_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

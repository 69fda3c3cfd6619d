package dev.ovenbird.chart;

import static dev.ovenbird.html.HtmlEscape.escaped;

import java.util.List;
import java.util.StringJoiner;

/** A chart with its title, legend and table, as HTML. */
public final class ChartHtml {
  /** More numbers than these are not read out; the table has them. */
  private static final int MOST_SPOKEN = 24;

  private ChartHtml() {}

  /** All of it. */
  public static String figure(Chart chart) {
    StringBuilder html = new StringBuilder();
    begin(chart, html);
    table(chart, html);
    return html.append("</figure>\n").toString();
  }

  /** The same without its table, for a page that has one already. */
  public static String figureAlone(Chart chart) {
    StringBuilder html = new StringBuilder();
    begin(chart, html);
    return html.append("</figure>\n").toString();
  }

  private static void begin(Chart chart, StringBuilder html) {
    html.append("<figure class=\"chart-figure\">\n");
    if (!chart.title().isEmpty()) {
      html.append("<figcaption>").append(escaped(chart.title())).append("</figcaption>\n");
    }
    legend(chart, html);
    html.append(drawing(chart));
  }

  private static String drawing(Chart chart) {
    String description = chart.description().isEmpty() ? spoken(chart) : chart.description();
    return switch (chart.kind()) {
      case BAR, STACKED -> BarDrawing.svg(chart, description);
      case LINE, SCATTER -> LineDrawing.svg(chart, description);
    };
  }

  private static String spoken(Chart chart) {
    if (chart.labels().size() * chart.series().size() > MOST_SPOKEN) {
      return "The numbers are in the table below.";
    }
    StringJoiner words = new StringJoiner(". ", "", ".");
    for (int row = 0; row < chart.labels().size(); row++) {
      StringJoiner numbers = new StringJoiner(", ");
      for (Series series : chart.series()) {
        String number = series.text(row, chart.style());
        numbers.add(chart.series().size() == 1 ? number : series.name() + " " + number);
      }
      words.add(chart.labels().get(row) + ": " + numbers);
    }
    return words.toString();
  }

  private static void legend(Chart chart, StringBuilder html) {
    if (chart.series().size() == 1) {
      return;
    }
    html.append("<ul class=\"chart-legend\">\n");
    for (int i = 0; i < chart.series().size(); i++) {
      html.append("<li><svg class=\"chart-key\" aria-hidden=\"true\" width=\"22\" height=\"12\">")
          .append(key(chart.kind(), i + 1))
          .append("</svg> ")
          .append(escaped(chart.series().get(i).name()))
          .append("</li>\n");
    }
    html.append("</ul>\n");
  }

  private static String key(Chart.Kind kind, int number) {
    String point =
        "<circle class=\"chart-point series-" + number + "\" cx=\"11\" cy=\"6\" r=\"4\"/>";
    return switch (kind) {
      case BAR, STACKED -> "<rect class=\"series-" + number + "\" width=\"22\" height=\"12\"/>";
      case SCATTER -> point;
      case LINE -> "<path class=\"chart-line series-" + number + "\" d=\"M0 6H22\"/>" + point;
    };
  }

  private static void table(Chart chart, StringBuilder html) {
    html.append(
        "<details class=\"chart-data\"><summary>The numbers</summary>\n"
            + "<div class=\"scroll\"><table>\n<thead><tr>");
    head(html, chart.acrossTitle().isEmpty() ? "" : chart.acrossTitle(), false);
    for (Series series : chart.series()) {
      head(html, series.name().isEmpty() ? "Value" : series.name(), true);
    }
    html.append("</tr></thead>\n<tbody>\n");
    List<String> labels = chart.labels();
    for (int row = 0; row < labels.size(); row++) {
      html.append("<tr><th scope=\"row\">").append(escaped(labels.get(row))).append("</th>");
      for (Series series : chart.series()) {
        html.append("<td class=\"number\">")
            .append(escaped(series.text(row, chart.style())))
            .append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table></div></details>\n");
  }

  private static void head(StringBuilder html, String text, boolean number) {
    if (text.isEmpty()) {
      // An empty heading is none.
      html.append("<td></td>");
      return;
    }
    html.append(number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
        .append(escaped(text))
        .append("</th>");
  }
}

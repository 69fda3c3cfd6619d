package dev.ovenbird.figures;

import dev.ovenbird.chart.Chart;
import dev.ovenbird.chart.ChartHtml;
import dev.ovenbird.chart.NumberStyle;
import dev.ovenbird.chart.Scale;
import dev.ovenbird.chart.Series;
import dev.ovenbird.diagnostics.Suggestion;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A fenced block {@code chart}: settings in YAML, and CSV below a line {@code ---} or a file. */
final class ChartBlock {
  private static final List<String> SETTINGS =
      List.of(
          "type",
          "title",
          "alt",
          "file",
          "rows",
          "x",
          "y",
          "names",
          "unit",
          "decimals",
          "scale",
          "xscale");
  private static final List<String> SCALES = List.of("linear", "log", "nines");
  private static final List<String> X_SCALES = List.of("linear", "log");
  private static final Map<String, Chart.Kind> KINDS =
      Map.of(
          "bar",
          Chart.Kind.BAR,
          "stacked",
          Chart.Kind.STACKED,
          "line",
          Chart.Kind.LINE,
          "scatter",
          Chart.Kind.SCATTER);

  private final Fence fence;
  private final BlockHead head;
  private final ChartData data;

  private ChartBlock(Fence fence) {
    this.fence = fence.allowing(List.of());
    String[] parts = fence.text().split("(?m)^---\\s*$", 2);
    this.head = BlockHead.of(fence, parts[0]).allowing(SETTINGS);
    this.data =
        head.isGood()
            ? ChartData.of(head, parts.length > 1 ? parts[1] : "", fence)
            : new ChartData(List.of());
  }

  /** The chart as HTML; empty where something is wrong with it. */
  static String html(Fence fence) {
    ChartBlock block = new ChartBlock(fence);
    return block.chart().map(ChartHtml::figure).orElse("");
  }

  private Optional<Chart> chart() {
    if (!head.isGood()) {
      return Optional.empty();
    }
    Chart.Kind kind = KINDS.get(head.choice("type", List.of("bar", "stacked", "line", "scatter")));
    Scale.Kind scale = scale("scale", SCALES);
    Scale.Kind across = scale("xscale", X_SCALES);
    String x = head.has("x") ? head.text("x") : data.columns().stream().findFirst().orElse("");
    List<String> y =
        head.has("y")
            ? head.texts("y")
            : data.columns().stream().filter(column -> !column.equals(x)).toList();
    check("x", List.of(x));
    check("y", y);
    List<String> names = head.has("names") ? head.texts("names") : y;
    if (names.size() != y.size()) {
      head.error(
          head.lineOf("names"),
          "There are " + y.size() + " columns of numbers and " + names.size() + " names.",
          "Write one name for each of: " + String.join(", ", y) + ".");
    }
    if (y.isEmpty() || y.size() > Chart.MOST_SERIES) {
      head.error(
          head.lineOf("y"),
          "A chart shows 1 to "
              + Chart.MOST_SERIES
              + " columns of numbers; here are "
              + y.size()
              + ".",
          "Name the columns, like y: [hugo, ovenbird].");
    }
    if (!head.isGood()) {
      return Optional.empty();
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < y.size(); i++) {
      String name = y.size() == 1 && !head.has("names") ? "" : names.get(i);
      series.add(new Series(name, numbers(y.get(i), scale)));
    }
    List<String> labels = data.cells(x);
    Optional<List<Double>> places = places(labels);
    if (kind == Chart.Kind.SCATTER && places.isEmpty()) {
      head.error(
          head.lineOf("x"), "A cell of the column " + x + " is no number.", "Points need numbers.");
    }
    if (across == Scale.Kind.LOG
        && places.map(all -> all.stream().anyMatch(p -> p <= 0)).orElse(true)) {
      head.error(head.lineOf("xscale"), "A logarithmic scale has numbers above 0 only.", "");
    }
    return head.isGood()
        ? Optional.of(
            new Chart(
                kind,
                head.text("title"),
                head.text("alt"),
                x,
                labels,
                places,
                across,
                series,
                List.of(),
                scale,
                new NumberStyle(head.text("unit"), head.count("decimals").orElse(-1))))
        : Optional.empty();
  }

  private Scale.Kind scale(String key, List<String> words) {
    return Scale.Kind.valueOf(head.choice(key, words).toUpperCase(Locale.ROOT));
  }

  private void check(String key, List<String> columns) {
    for (String column : columns) {
      if (!data.has(column)) {
        head.error(
            head.lineOf(key),
            "The data has no column " + column + ".",
            Suggestion.orList(column, data.columns()));
      }
    }
  }

  private List<Double> numbers(String column, Scale.Kind scale) {
    List<Double> numbers = new ArrayList<>();
    for (String cell : data.cells(column)) {
      double number = number(cell);
      if (Double.isNaN(number) && !cell.isEmpty()) {
        head.error(
            head.lineOf("y"),
            "A cell of the column " + column + " is no number: " + cell,
            "Numbers are written like 1234.5; leave the cell empty where there is none.");
      } else if (scale == Scale.Kind.LOG && number <= 0) {
        head.error(
            head.lineOf("scale"),
            "A logarithmic scale has numbers above 0 only, and " + column + " has " + cell + ".",
            "Write scale: linear.");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static double number(String cell) {
    // Java would take "NaN", "Infinity" and "1d" too.
    return cell.matches("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?")
        ? Double.parseDouble(cell)
        : Double.NaN;
  }

  /** Where labels stand, if all are numbers or all are days. */
  private static Optional<List<Double>> places(List<String> labels) {
    List<Double> numbers = labels.stream().map(ChartBlock::number).toList();
    if (numbers.stream().noneMatch(n -> Double.isNaN(n))) {
      return Optional.of(numbers);
    }
    try {
      return Optional.of(
          labels.stream().map(day -> (double) LocalDate.parse(day).toEpochDay()).toList());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

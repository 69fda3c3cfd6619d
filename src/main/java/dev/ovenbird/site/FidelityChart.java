package dev.ovenbird.site;

import dev.ovenbird.chart.Chart;
import dev.ovenbird.chart.ChartHtml;
import dev.ovenbird.chart.NumberStyle;
import dev.ovenbird.chart.Scale;
import dev.ovenbird.chart.Series;
import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.site.BuildReport.DtypeReport;
import dev.ovenbird.site.BuildReport.ModelReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws a model's dtypes: how large each is, and how near it stays to the original. */
final class FidelityChart {
  private FidelityChart() {}

  /** The drawings of a model that has at least one dtype, as HTML. */
  static String html(ModelReport model) {
    return ChartHtml.figureAlone(sizes(model)) + ChartHtml.figureAlone(nearness(model));
  }

  /** The drawings of models' sizes alone, by the models' names. */
  static Map<String, String> sizes(List<ModelReport> models) {
    return models.stream()
        .filter(model -> !model.dtypes().isEmpty())
        .collect(Collectors.toMap(ModelReport::name, model -> ChartHtml.figureAlone(sizes(model))));
  }

  private static Chart sizes(ModelReport model) {
    List<String> labels = new ArrayList<>(List.of("as trained"));
    List<Double> bytes = new ArrayList<>(List.of((double) model.originalBytes()));
    for (DtypeReport dtype : model.dtypes()) {
      labels.add(dtype.id());
      bytes.add((double) dtype.bytes());
    }
    return Chart.bars(
        "Size",
        labels,
        new Series("", bytes),
        Scale.Kind.LINEAR,
        new NumberStyle(NumberStyle.BYTES, 1));
  }

  private static Chart nearness(ModelReport model) {
    List<DtypeReport> dtypes = model.dtypes();
    Metric metric = dtypes.get(0).fidelity().task().main();
    List<Double> limits =
        dtypes.stream().map(dtype -> dtype.limits().getOrDefault(metric, Double.NaN)).toList();
    boolean limited = limits.stream().anyMatch(Double::isFinite);
    Series figures =
        new Series(
            "",
            dtypes.stream().map(dtype -> dtype.fidelity().figure(metric)).toList(),
            dtypes.stream().map(dtype -> dtype.mainFigure().value()).toList());
    String percent = metric.showLimit(1).endsWith("%") ? "%" : "";
    return Chart.bars(
            capital(metric.label())
                + ": longer is nearer to the original"
                + (limited ? ", and the build fails below the mark" : ""),
            dtypes.stream().map(FidelityChart::label).toList(),
            figures,
            Scale.Kind.NINES,
            new NumberStyle(percent, -1))
        .withLimits(limited ? limits : List.of());
  }

  private static String label(DtypeReport dtype) {
    String limit = dtype.mainFigure().limit();
    return limit.isEmpty() ? dtype.id() : dtype.id() + ", " + limit;
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}

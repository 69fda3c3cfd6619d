package dev.ovenbird.render;

import dev.ovenbird.chart.Chart;
import dev.ovenbird.chart.ChartHtml;
import dev.ovenbird.chart.NumberStyle;
import dev.ovenbird.chart.Scale;
import dev.ovenbird.chart.Series;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code chart(rows, x, ys, names, title, unit)}: lying bars, as HTML, for templates that find out
 * by themselves which data there is. Authors write a block {@code chart} instead. Thread-safe.
 */
final class ChartFunction implements TemplateMethodModelEx {
  @Override
  public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
    if (arguments.size() != 6
        || !(arguments.get(0) instanceof TemplateSequenceModel rows)
        || !(arguments.get(2) instanceof TemplateSequenceModel ys)
        || !(arguments.get(3) instanceof TemplateSequenceModel names)) {
      throw new TemplateModelException(
          "chart(…) takes rows, the column of labels, a list of the columns of numbers, a list of"
              + " their names, a title and a unit.");
    }
    String x = text(arguments.get(1));
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      labels.add(text(cell(rows, row, x)));
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < ys.size(); i++) {
      List<Double> values = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        values.add(
            cell(rows, row, text(ys.get(i))) instanceof TemplateNumberModel number
                ? number.getAsNumber().doubleValue()
                : Double.NaN);
      }
      series.add(new Series(i < names.size() ? text(names.get(i)) : text(ys.get(i)), values));
    }
    return ChartHtml.figure(
        new Chart(
            Chart.Kind.BAR,
            text(arguments.get(4)),
            "",
            "",
            labels,
            Optional.empty(),
            Scale.Kind.LINEAR,
            series,
            List.of(),
            Scale.Kind.LINEAR,
            new NumberStyle(text(arguments.get(5)), -1)));
  }

  private static TemplateModel cell(TemplateSequenceModel rows, int row, String column)
      throws TemplateModelException {
    return rows.get(row) instanceof TemplateHashModel cells ? cells.get(column) : null;
  }

  private static String text(Object value) throws TemplateModelException {
    return value instanceof TemplateScalarModel text ? text.getAsString() : "";
  }
}

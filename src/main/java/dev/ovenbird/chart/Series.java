package dev.ovenbird.chart;

import java.util.List;

/**
 * Numbers that belong together: bars or a line of one colour.
 *
 * @param name for the legend; may be empty where a chart has one series
 * @param values one for each label of the chart; {@code NaN} where there is none
 * @param texts the same for people; empty to have them written in the chart's style
 */
public record Series(String name, List<Double> values, List<String> texts) {
  public Series {
    values = List.copyOf(values);
    texts = List.copyOf(texts);
  }

  /** Numbers in the chart's style. */
  public Series(String name, List<Double> values) {
    this(name, values, List.of());
  }

  /** One of the numbers for people. */
  String text(int index, NumberStyle style) {
    return texts.isEmpty() ? style.text(values.get(index)) : texts.get(index);
  }
}

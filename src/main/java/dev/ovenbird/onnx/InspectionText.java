package dev.ovenbird.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link ModelInspection} as text for a terminal. */
final class InspectionText {
  private final StringBuilder text = new StringBuilder();

  private InspectionText() {}

  static String of(ModelInspection model) {
    InspectionText text = new InspectionText();
    text.line("producer", model.producer().isEmpty() ? "(not given)" : model.producer());
    text.line("format", "IR " + model.irVersion() + ", opsets " + join(model.opsets()));
    text.values("inputs", model.inputs());
    text.values("outputs", model.outputs());
    text.line("operators", join(model.operators()));
    text.line("parameters", grouped(model.parameters()));
    model.bytes().forEach((type, bytes) -> text.line("  " + type, grouped(bytes) + " bytes"));
    text.line("largest", "");
    model
        .largest()
        .forEach(
            tensor ->
                text.line(
                    "  " + grouped(tensor.bytes()),
                    tensor.name() + " " + tensor.type() + " " + tensor.shape()));
    return text.text.toString();
  }

  private void values(String title, List<ValueDescription> values) {
    line(title, "");
    values.forEach(value -> line("  " + value.name(), value.type() + " " + value.shape()));
  }

  private void line(String label, String value) {
    text.append(String.format(Locale.ROOT, "%-22s %s", label, value).stripTrailing()).append('\n');
  }

  private static String join(Map<String, ?> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

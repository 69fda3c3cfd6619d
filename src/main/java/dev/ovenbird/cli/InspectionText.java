package dev.ovenbird.cli;

import dev.ovenbird.onnx.ModelInspection;
import dev.ovenbird.onnx.NonFinite;
import dev.ovenbird.onnx.TensorDescription;
import dev.ovenbird.onnx.ValueDescription;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link ModelInspection} as text for a terminal, about a screen long. */
final class InspectionText {
  private static final int LARGEST = 10;
  private static final int LISTED = 5;
  private static final int LABEL = 11;
  private static final int WIDTH = 90;

  private final ModelInspection model;
  private final StringBuilder text = new StringBuilder();

  private InspectionText(ModelInspection model) {
    this.model = model;
  }

  /**
   * Writes it.
   *
   * @param allTensors whether to list every weight, not only the largest
   */
  static String of(ModelInspection model, boolean allTensors) {
    InspectionText text = new InspectionText(model);
    text.origin();
    text.values("takes", model.inputs());
    text.values("gives", model.outputs());
    text.operators();
    text.weights();
    text.tensors(allTensors ? Integer.MAX_VALUE : LARGEST);
    text.shared();
    text.nonFinite();
    return text.text.toString();
  }

  private void origin() {
    long size = model.files().values().stream().mapToLong(Long::longValue).sum();
    line("size", Units.bytes(size) + ", " + Units.count(model.parameters(), "parameter"));
    if (model.files().size() > 1) {
      list(
          "files",
          model.files().entrySet().stream()
              .map(f -> f.getKey() + "  " + Units.bytes(f.getValue()))
              .toList());
    }
    String opsets =
        model.opsets().entrySet().stream()
            .map(opset -> opset.getKey() + " " + opset.getValue())
            .collect(Collectors.joining(", "));
    String producer = model.producer().isEmpty() ? "not said" : model.producer();
    line("made by", producer + "; IR " + model.irVersion() + ", opset " + opsets);
  }

  private void values(String label, List<ValueDescription> values) {
    int name = width(values.stream().map(ValueDescription::name).toList());
    int type = width(values.stream().map(ValueDescription::type).toList());
    list(
        label,
        values.stream()
            .map(
                value ->
                    pad(value.name(), name)
                        + "  "
                        + pad(value.type(), type)
                        + "  ["
                        + String.join(", ", value.shape())
                        + "]")
            .toList());
  }

  private void operators() {
    int nodes = model.operators().values().stream().mapToInt(Integer::intValue).sum();
    line("computes", Units.count(nodes, "node") + ":");
    wrapped(
        model.operators().entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(operator -> operator.getKey() + " " + operator.getValue())
            .toList());
    if (!model.functions().isEmpty()) {
      line("functions", "operators that the model defines itself, and their nodes:");
      wrapped(
          model.functions().entrySet().stream()
              .map(function -> function.getKey() + " " + function.getValue())
              .toList());
    }
  }

  private void weights() {
    Map<String, Long> count =
        model.tensors().stream()
            .collect(Collectors.groupingBy(TensorDescription::type, Collectors.counting()));
    list(
        "weights",
        model.bytes().entrySet().stream()
            .sorted(Comparator.comparing(Map.Entry<String, Long>::getValue).reversed())
            .map(
                type ->
                    padLeft(Units.bytes(type.getValue()))
                        + "  "
                        + type.getKey()
                        + " in "
                        + Units.count(count.get(type.getKey()), "tensor"))
            .toList());
  }

  private void tensors(int most) {
    List<TensorDescription> shown = model.tensors().stream().limit(most).toList();
    int type = width(shown.stream().map(TensorDescription::type).toList());
    int shape = width(shown.stream().map(tensor -> tensor.shape().toString()).toList());
    list(
        most == LARGEST ? "largest" : "tensors",
        shown.stream()
            .map(
                tensor ->
                    padLeft(Units.bytes(tensor.bytes()))
                        + "  "
                        + pad(tensor.type(), type)
                        + "  "
                        + pad(tensor.shape().toString(), shape)
                        + "  "
                        + tensor.name())
            .toList());
    if (model.tensors().size() > shown.size()) {
      line(
          "",
          padLeft("") + "  and " + (model.tensors().size() - shown.size()) + " more: --tensors");
    }
  }

  private void shared() {
    list(
        "shared",
        model.shared().stream()
            .limit(LISTED)
            .map(
                weight ->
                    padLeft(Units.bytes(weight.bytes()))
                        + "  "
                        + abridged(weight.names(), " = ")
                        + (weight.users().size() > 1
                            ? ", used by " + abridged(weight.users(), ", ")
                            : ""))
            .toList());
    rest(model.shared().size());
  }

  private void nonFinite() {
    if (model.nonFinite() == null) {
      return;
    }
    if (model.nonFinite().isEmpty()) {
      line("numbers", "all finite");
      return;
    }
    list(
        "numbers",
        model.nonFinite().stream().limit(LISTED).map(InspectionText::nonFinite).toList());
    rest(model.nonFinite().size());
  }

  private static String nonFinite(NonFinite weight) {
    return weight.nan() + " NaN and " + weight.infinite() + " infinite in " + weight.name();
  }

  private void rest(int count) {
    if (count > LISTED) {
      line("", "and " + (count - LISTED) + " more: --json");
    }
  }

  private static String abridged(List<String> names, String separator) {
    String first = names.stream().limit(3).collect(Collectors.joining(separator));
    return names.size() > 3 ? first + " and " + (names.size() - 3) + " more" : first;
  }

  private void list(String label, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      line(i == 0 ? label : "", lines.get(i));
    }
  }

  private void wrapped(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i) + (i < words.size() - 1 ? "," : "");
      if (LABEL + line.length() + word.length() > WIDTH) {
        line("", line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    line("", line.toString());
  }

  private void line(String label, String value) {
    text.append((pad(label, LABEL) + value).stripTrailing()).append('\n');
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Sizes are read from the right. */
  private static String padLeft(String size) {
    return " ".repeat(Math.max(0, 8 - size.length())) + size;
  }
}

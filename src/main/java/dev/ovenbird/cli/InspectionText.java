package dev.ovenbird.cli;

import dev.ovenbird.onnx.ModelInspection;
import dev.ovenbird.onnx.NonFinite;
import dev.ovenbird.onnx.SharedWeight;
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

  /** Models that write text take and give two values per layer. */
  private static final int VALUES = 8;

  private final ModelInspection model;
  private final LabelledText text = new LabelledText();

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
    text.line("size", Units.bytes(size) + ", " + Units.count(model.parameters(), "parameter"));
    if (model.files().size() > 1) {
      text.list(
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
    text.line("made by", producer + "; IR " + model.irVersion() + ", opset " + opsets);
  }

  private void values(String label, List<ValueDescription> all) {
    List<ValueDescription> values = all.stream().limit(VALUES).toList();
    int name = LabelledText.width(values.stream().map(ValueDescription::name).toList());
    int type = LabelledText.width(values.stream().map(ValueDescription::type).toList());
    text.list(
        label,
        values.stream()
            .map(
                value ->
                    LabelledText.pad(value.name(), name)
                        + "  "
                        + LabelledText.pad(value.type(), type)
                        + "  ["
                        + String.join(", ", value.shape())
                        + "]")
            .toList());
    rest(all.size(), VALUES);
  }

  private void operators() {
    int nodes = model.operators().values().stream().mapToInt(Integer::intValue).sum();
    text.line("computes", Units.count(nodes, "node") + ":");
    text.wrapped(
        model.operators().entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(operator -> operator.getKey() + " " + operator.getValue())
            .toList());
    if (!model.functions().isEmpty()) {
      text.line("functions", "operators that the model defines itself, and their nodes:");
      text.wrapped(
          model.functions().entrySet().stream()
              .map(function -> function.getKey() + " " + function.getValue())
              .toList());
    }
  }

  private void weights() {
    Map<String, Long> count =
        model.tensors().stream()
            .collect(Collectors.groupingBy(TensorDescription::type, Collectors.counting()));
    text.list(
        "weights",
        model.bytes().entrySet().stream()
            .sorted(Comparator.comparing(Map.Entry<String, Long>::getValue).reversed())
            .map(
                type ->
                    LabelledText.size(Units.bytes(type.getValue()))
                        + "  "
                        + type.getKey()
                        + " in "
                        + Units.count(count.get(type.getKey()), "tensor"))
            .toList());
  }

  private void tensors(int most) {
    List<TensorDescription> shown = model.tensors().stream().limit(most).toList();
    int type = LabelledText.width(shown.stream().map(TensorDescription::type).toList());
    int shape =
        LabelledText.width(shown.stream().map(tensor -> tensor.shape().toString()).toList());
    text.list(
        most == LARGEST ? "largest" : "tensors",
        shown.stream()
            .map(
                tensor ->
                    LabelledText.size(Units.bytes(tensor.bytes()))
                        + "  "
                        + LabelledText.pad(tensor.type(), type)
                        + "  "
                        + LabelledText.pad(tensor.shape().toString(), shape)
                        + "  "
                        + tensor.name())
            .toList());
    if (model.tensors().size() > shown.size()) {
      text.line(
          "",
          LabelledText.size("")
              + "  and "
              + (model.tensors().size() - shown.size())
              + " more: --tensors");
    }
  }

  private void shared() {
    text.list(
        "shared",
        model.shared().stream()
            .limit(LISTED)
            .map(
                weight ->
                    LabelledText.size(Units.bytes(weight.bytes()))
                        + "  "
                        + abridged(weight.names(), " = ")
                        + (weight.users().size() > 1
                            ? ", used " + weight.users().size() + " times: " + kinds(weight)
                            : ""))
            .toList());
    rest(model.shared().size(), LISTED);
  }

  private void nonFinite() {
    if (model.nonFinite() == null) {
      return;
    }
    if (model.nonFinite().isEmpty()) {
      text.line("numbers", "all finite");
      return;
    }
    text.list(
        "numbers",
        model.nonFinite().stream().limit(LISTED).map(InspectionText::nonFinite).toList());
    rest(model.nonFinite().size(), LISTED);
  }

  private static String nonFinite(NonFinite weight) {
    return weight.nan() + " NaN and " + weight.infinite() + " infinite in " + weight.name();
  }

  /** {@code Gather, MatMul}: with the names of the nodes the line would not fit. */
  private static String kinds(SharedWeight weight) {
    return weight.users().stream()
        .map(user -> user.substring(0, (user + " ").indexOf(' ')))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private void rest(int count, int shown) {
    if (count > shown) {
      text.line("", "and " + (count - shown) + " more: --json");
    }
  }

  private static String abridged(List<String> names, String separator) {
    String first = names.stream().limit(3).collect(Collectors.joining(separator));
    return names.size() > 3 ? first + " and " + (names.size() - 3) + " more" : first;
  }
}

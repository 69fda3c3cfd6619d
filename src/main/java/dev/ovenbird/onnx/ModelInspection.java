package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a model consists of. Jackson writes and reads it as it is.
 *
 * @param producer the tool that exported it, with its version; may be empty
 * @param irVersion version of the file format
 * @param opsets version of each operator set; the standard one is called {@code ai.onnx}
 * @param files size of the model's file and of each file with external data, in bytes
 * @param inputs what it takes, without the weights that old exporters list among the inputs
 * @param outputs what it gives
 * @param operators how many nodes of each kind, those in branches, loops and functions included
 * @param functions how many nodes each operator has that the model defines itself
 * @param parameters how many numbers its weights hold
 * @param bytes size of the weights by element type, in bytes
 * @param tensors all weights, also those in nodes, branches and functions, largest first
 * @param shared weights that several nodes use, or that are there more than once, largest first
 * @param nonFinite weights with numbers that are not finite; null when nobody asked for them
 */
public record ModelInspection(
    String producer,
    long irVersion,
    Map<String, Long> opsets,
    Map<String, Long> files,
    List<ValueDescription> inputs,
    List<ValueDescription> outputs,
    Map<String, Integer> operators,
    Map<String, Integer> functions,
    long parameters,
    Map<String, Long> bytes,
    List<TensorDescription> tensors,
    List<SharedWeight> shared,
    List<NonFinite> nonFinite) {

  /**
   * Looks at a model file, but not at each number of its weights.
   *
   * @throws dev.ovenbird.diagnostics.InputException if it is damaged or no ONNX model
   */
  public static ModelInspection of(Path file) {
    return of(file, false);
  }

  /**
   * Looks at a model file.
   *
   * @param numbers whether to read all weights too, and count those numbers that are not finite
   * @throws dev.ovenbird.diagnostics.InputException if it is damaged or no ONNX model
   */
  public static ModelInspection of(Path file, boolean numbers) {
    OnnxReader.Files read = OnnxReader.files(file);
    ModelProto header = read.model().header();
    GraphProto graph = read.model().graph();
    List<Initializer> weights = weights(read.model());
    List<TensorDescription> tensors =
        weights.stream()
            .map(TensorDescription::of)
            .sorted(Comparator.comparingLong(TensorDescription::bytes).reversed())
            .toList();
    Set<String> initialized = new HashSet<>();
    read.model().initializers().forEach(tensor -> initialized.add(tensor.name()));
    Map<String, Long> bytes = new TreeMap<>();
    tensors.forEach(tensor -> bytes.merge(tensor.type(), tensor.bytes(), Long::sum));
    OperatorCount operators = OperatorCount.of(header);
    return new ModelInspection(
        (header.getProducerName() + " " + header.getProducerVersion()).strip(),
        header.getIrVersion(),
        opsets(header),
        read.sizes(),
        graph.getInputList().stream()
            .map(ValueDescription::of)
            .filter(input -> !initialized.contains(input.name()))
            .toList(),
        graph.getOutputList().stream().map(ValueDescription::of).toList(),
        operators.operators(),
        operators.functions(),
        tensors.stream().mapToLong(TensorDescription::elements).sum(),
        bytes,
        tensors,
        SharedWeight.of(read.model()),
        numbers ? NonFinite.of(weights) : null);
  }

  private static Map<String, Long> opsets(ModelProto model) {
    Map<String, Long> opsets = new TreeMap<>();
    model
        .getOpsetImportList()
        .forEach(opset -> opsets.put(OperatorCount.domain(opset.getDomain()), opset.getVersion()));
    return opsets;
  }

  /** Initializers, and the tensors within nodes, branches and functions. */
  private static List<Initializer> weights(OnnxModel model) {
    List<Initializer> weights = new ArrayList<>(model.initializers());
    NestedTensors.map(
        model.header(),
        (owner, tensor) -> {
          String name = tensor.getName().isEmpty() ? "in " + owner : tensor.getName();
          weights.add(Initializer.of(tensor.toBuilder().setName(name).build()));
          return tensor;
        });
    return weights;
  }
}

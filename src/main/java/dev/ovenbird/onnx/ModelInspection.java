package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model consists of. Jackson writes and reads it as it is.
 *
 * @param producer the tool that exported it, with its version; may be empty
 * @param irVersion version of the file format
 * @param opsets version of each operator set; the standard one is called {@code ai.onnx}
 * @param inputs what it takes, without the weights that old exporters list among the inputs
 * @param outputs what it gives
 * @param operators how many nodes of each kind, those in branches and loops included
 * @param parameters how many numbers its initializers hold
 * @param bytes size of the weights by element type, in bytes
 * @param largest the ten largest tensors, largest first
 */
public record ModelInspection(
    String producer,
    long irVersion,
    Map<String, Long> opsets,
    List<ValueDescription> inputs,
    List<ValueDescription> outputs,
    Map<String, Integer> operators,
    long parameters,
    Map<String, Long> bytes,
    List<TensorDescription> largest) {

  private static final int LARGEST = 10;

  /**
   * Looks at a model file.
   *
   * @throws dev.ovenbird.diagnostics.InputException if it is damaged or no ONNX model
   */
  public static ModelInspection of(Path file) {
    OnnxModel read = OnnxReader.read(file);
    ModelProto model = read.header();
    GraphProto graph = read.graph();
    List<TensorDescription> tensors =
        tensors(graph, read.initializers()).stream().map(TensorDescription::of).toList();
    List<String> initialized = read.initializers().stream().map(Initializer::name).toList();
    Map<String, Integer> operators = new TreeMap<>();
    count(graph, operators);
    Map<String, Long> bytes = new TreeMap<>();
    tensors.forEach(tensor -> bytes.merge(tensor.type(), tensor.bytes(), Long::sum));
    return new ModelInspection(
        (model.getProducerName() + " " + model.getProducerVersion()).strip(),
        model.getIrVersion(),
        opsets(model),
        graph.getInputList().stream()
            .map(ValueDescription::of)
            .filter(input -> !initialized.contains(input.name()))
            .toList(),
        graph.getOutputList().stream().map(ValueDescription::of).toList(),
        operators,
        tensors.stream().mapToLong(TensorDescription::elements).sum(),
        bytes,
        tensors.stream()
            .sorted(Comparator.comparingLong(TensorDescription::bytes).reversed())
            .limit(LARGEST)
            .toList());
  }

  /** The same for people, about a screen long. */
  public String toText() {
    return InspectionText.of(this);
  }

  private static Map<String, Long> opsets(ModelProto model) {
    Map<String, Long> opsets = new TreeMap<>();
    model
        .getOpsetImportList()
        .forEach(
            opset ->
                opsets.put(
                    opset.getDomain().isEmpty() ? "ai.onnx" : opset.getDomain(),
                    opset.getVersion()));
    return opsets;
  }

  /** Initializers, and the constants that some exporters write as nodes. */
  private static List<Initializer> tensors(GraphProto graph, List<Initializer> initializers) {
    List<Initializer> tensors = new ArrayList<>(initializers);
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasT() && node.getOpType().equals("Constant")) {
          tensors.add(Initializer.of(attribute.getT()));
        }
        if (attribute.hasG()) {
          tensors.addAll(
              tensors(
                  attribute.getG(),
                  attribute.getG().getInitializerList().stream().map(Initializer::of).toList()));
        }
      }
    }
    return tensors;
  }

  private static void count(GraphProto graph, Map<String, Integer> operators) {
    for (NodeProto node : graph.getNodeList()) {
      String domain =
          node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx")
              ? ""
              : node.getDomain() + ".";
      operators.merge(domain + node.getOpType(), 1, Integer::sum);
      node.getAttributeList().stream()
          .filter(AttributeProto::hasG)
          .forEach(attribute -> count(attribute.getG(), operators));
    }
  }
}

package dev.ovenbird.evaluate;

import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import java.nio.file.Path;

/** How many different tokens a model knows. */
final class Vocabulary {
  private Vocabulary() {}

  /** Rows of the largest table that an input looks up; 2, which is safe, if there is none. */
  static long of(Path onnx) {
    OnnxModel model = OnnxReader.read(onnx);
    GraphProto graph = model.graph();
    return graph.getNodeList().stream()
        .filter(node -> node.getOpType().startsWith("Gather"))
        .filter(
            node ->
                graph.getInputList().stream()
                    .anyMatch(input -> input.getName().equals(node.getInput(1))))
        .flatMap(
            node ->
                model.initializers().stream()
                    .filter(tensor -> tensor.name().equals(node.getInput(0))))
        .filter(tensor -> tensor.shape().size() == 2)
        .mapToLong(tensor -> tensor.shape().get(0))
        .max()
        .orElse(2);
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts 8-bit weights into a graph, with activations left in floating point.
 *
 * <p>A weight of a product becomes {@code Cast(q) * scale * Cast(factor)} under its old name, so
 * that the nodes that use it do not change. Runtimes compute that once, at load, since everything
 * in it is constant. Looked-up rows are widened after the lookup: the table stays in 8 bits in
 * memory. Only operators of the standard set are used, so that every backend can run them.
 */
final class Int8Graph {
  private final Scratch scratch;
  private final List<Initializer> initializers = new ArrayList<>();
  private final List<NodeProto> widening = new ArrayList<>();
  private final Map<String, NarrowWeight> narrow = new HashMap<>();

  Int8Graph(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Keeps a tensor as it is. */
  void keep(Initializer tensor) {
    initializers.add(tensor);
  }

  /** Stores a weight in 8 bits. */
  QuantizedTensor add(Weight weight) {
    ByteBuffer bytes = scratch.allocate(weight.elements());
    Int8Channels channels = Int8Channels.fill(weight, bytes);
    NarrowWeight stored = new NarrowWeight(weight.tensor().name(), channels.factors().length > 0);
    initializers.addAll(stored.tensors(weight, bytes, channels));
    narrow.put(stored.name(), stored);
    if (!weight.uses().stream().allMatch(Int8Graph::staysNarrow)) {
      widening.addAll(stored.widened());
    }
    return new QuantizedTensor(
        stored.name(),
        Arrays.stream(weight.tensor().shape()).boxed().toList(),
        weight.op(),
        4L * weight.elements(),
        weight.elements() + 4L * weight.channels() + channels.factors().length,
        stored.scheme(weight.axis()),
        channels.relativeRmsError());
  }

  /** The model with the tensors given so far instead of its own. */
  OnnxModel build(OnnxModel model) {
    GraphProto original = model.graph();
    GraphProto.Builder graph = original.toBuilder().clearNode().clearInput().addAllNode(widening);
    // Before IR 4 initializers had to be inputs too; a value that a node makes must not be.
    original.getInputList().stream()
        .filter(input -> !narrow.containsKey(input.getName()))
        .forEach(graph::addInput);
    for (NodeProto node : original.getNodeList()) {
      boolean lookup =
          node.getInputCount() == 2
              && narrow.containsKey(node.getInput(0))
              && staysNarrow(new WeightUse(node, 0, false));
      if (lookup) {
        graph.addAllNode(narrow.get(node.getInput(0)).lookedUp(node));
      } else {
        graph.addNode(node);
      }
    }
    return model.with(graph.build(), initializers);
  }

  private static boolean staysNarrow(WeightUse use) {
    return use.isRowLookup() && !use.nested();
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts 8-bit weights into a graph, with activations left in floating point.
 *
 * <p>A weight of a product becomes {@code Cast(q) * scale} under its old name, so that the nodes
 * that use it do not change. Runtimes compute that once, at load, since everything in it is
 * constant. Looked-up rows are widened after the lookup: the table stays in 8 bits in memory. Only
 * operators of the standard set are used, so that every backend can run them.
 */
final class Int8Graph {
  private final List<TensorProto> initializers = new ArrayList<>();
  private final List<NodeProto> widening = new ArrayList<>();
  private final Map<String, Weight> tables = new HashMap<>();
  private final Map<String, long[]> replaced = new HashMap<>();
  private final Scratch scratch;

  Int8Graph(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Keeps a tensor as it is. */
  void keep(TensorProto tensor) {
    initializers.add(tensor);
  }

  /** Stores a weight in 8 bits. */
  QuantizedTensor add(Weight weight) {
    String name = weight.tensor().name();
    long[] shape = weight.tensor().shape();
    ByteBuffer bytes = scratch.allocate(weight.elements());
    Int8Channels channels = Int8Channels.fill(weight, bytes);
    long[] scaleShape = new long[shape.length];
    Arrays.fill(scaleShape, 1);
    scaleShape[weight.axis()] = shape[weight.axis()];
    initializers.add(Nodes.int8(quantizedName(name), shape, bytes));
    initializers.add(Nodes.floats(scaleName(name), scaleShape, channels.scales()));
    replaced.put(name, shape);
    boolean lookedUp = weight.uses().stream().anyMatch(Int8Graph::staysNarrow);
    if (lookedUp) {
      tables.put(name, weight);
    }
    if (!weight.uses().stream().allMatch(Int8Graph::staysNarrow)) {
      widening.add(Nodes.castToFloat(quantizedName(name), name + "_cast"));
      widening.add(Nodes.node("Mul", List.of(name + "_cast", scaleName(name)), name));
    }
    return new QuantizedTensor(name, Arrays.stream(shape).boxed().toList(), weight.op(),
        4L * weight.elements(), weight.elements() + 4L * weight.channels(),
        "int8 per channel, axis " + weight.axis(), channels.relativeRmsError());
  }

  /** The graph with the tensors given so far instead of its own. */
  GraphProto build(GraphProto original) {
    GraphProto.Builder graph = original.toBuilder().clearInitializer().clearNode().clearInput()
        .addAllInitializer(initializers).addAllNode(widening);
    // Before IR 4 initializers had to be inputs too; a value that a node makes must not be.
    original.getInputList().stream().filter(input -> !replaced.containsKey(input.getName()))
        .forEach(graph::addInput);
    for (NodeProto node : original.getNodeList()) {
      if (node.getInputCount() == 2 && tables.containsKey(node.getInput(0))
          && staysNarrow(new WeightUse(node, 0, false))) {
        graph.addAllNode(lookup(node));
      } else {
        graph.addNode(node);
      }
    }
    return graph.build();
  }

  private static boolean staysNarrow(WeightUse use) {
    return use.isRowLookup() && !use.nested();
  }

  private static List<NodeProto> lookup(NodeProto gather) {
    String table = gather.getInput(0);
    String rows = gather.getOutput(0);
    return List.of(
        gather.toBuilder().setInput(0, quantizedName(table)).setOutput(0, rows + "_q8").build(),
        Nodes.node("Gather", List.of(scaleName(table), gather.getInput(1)), rows + "_scale"),
        Nodes.castToFloat(rows + "_q8", rows + "_cast"),
        Nodes.node("Mul", List.of(rows + "_cast", rows + "_scale"), rows));
  }

  private static String quantizedName(String weight) {
    return weight + "_q8";
  }

  private static String scaleName(String weight) {
    return weight + "_scale";
  }
}

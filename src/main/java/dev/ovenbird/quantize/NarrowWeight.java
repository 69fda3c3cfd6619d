package dev.ovenbird.quantize;

import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How an 8-bit weight stands in a graph: its tensors, and the nodes that make floats of them.
 *
 * @param name of the original weight
 * @param hasFactors whether it is a matrix, with factors along the axis that has no scales
 */
record NarrowWeight(String name, boolean hasFactors) {

  /** The integers, in the weight's own shape; the scales and factors, in one that broadcasts. */
  List<Initializer> tensors(Weight weight, ByteBuffer bytes, Int8Channels channels) {
    long[] shape = weight.tensor().shape();
    List<Initializer> tensors = new ArrayList<>();
    tensors.add(Nodes.int8(name + "_q8", shape, bytes));
    tensors.add(Nodes.floats(name + "_scale", along(shape, weight.axis()), channels.scales()));
    if (hasFactors) {
      tensors.add(
          Nodes.uint8(name + "_factor", along(shape, 1 - weight.axis()), channels.factors()));
    }
    return tensors;
  }

  /** What to call it in a report. */
  String scheme(int axis) {
    return "int8, scale per index of axis "
        + axis
        + (hasFactors ? ", uint8 factor per index of axis " + (1 - axis) : "");
  }

  /** Makes the whole weight again, under its old name. */
  List<NodeProto> widened() {
    return product(name + "_q8", name + "_factor", name);
  }

  /** Looks rows up in 8 bits, then makes floats of those only. The scales are the columns'. */
  List<NodeProto> lookedUp(NodeProto gather) {
    String rows = gather.getOutput(0);
    List<NodeProto> nodes = new ArrayList<>();
    nodes.add(gather.toBuilder().setInput(0, name + "_q8").setOutput(0, rows + "_q8").build());
    nodes.add(
        Nodes.node("Gather", List.of(name + "_factor", gather.getInput(1)), rows + "_factor"));
    nodes.addAll(product(rows + "_q8", rows + "_factor", rows));
    return nodes;
  }

  private List<NodeProto> product(String integers, String factors, String result) {
    String scaled = hasFactors ? result + "_scaled" : result;
    List<NodeProto> nodes = new ArrayList<>();
    nodes.add(Nodes.castToFloat(integers, result + "_cast"));
    nodes.add(Nodes.node("Mul", List.of(result + "_cast", name + "_scale"), scaled));
    if (hasFactors) {
      nodes.add(Nodes.castToFloat(factors, factors + "_cast"));
      nodes.add(Nodes.node("Mul", List.of(scaled, factors + "_cast"), result));
    }
    return nodes;
  }

  private static long[] along(long[] shape, int axis) {
    long[] ones = new long[shape.length];
    Arrays.fill(ones, 1);
    ones[axis] = shape[axis];
    return ones;
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.TensorData;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the nodes that take the place of others, and the small constants that they need. One for
 * each graph: nodes of a branch cannot be seen from outside.
 */
final class Emitter {
  private final long opset;
  private final Map<String, Initializer> constants;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, RoundedInput> roundedInputs = new HashMap<>();

  private Emitter(long opset, Map<String, Initializer> constants) {
    this.opset = opset;
    this.constants = constants;
  }

  static Emitter forMainGraph(long opset) {
    return new Emitter(opset, new LinkedHashMap<>());
  }

  Emitter forBranch() {
    return new Emitter(opset, constants);
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  List<Initializer> constants() {
    return List.copyOf(constants.values());
  }

  void add(NodeProto node) {
    nodes.add(node);
  }

  /** Adds a node and gives the name of its output. */
  String add(String op, String output, String... inputs) {
    nodes.add(Nodes.node(op, List.of(inputs), output));
    return output;
  }

  /** The value in another type. */
  String cast(String value, ElementType from, ElementType to, String output) {
    if (from == to) {
      return value;
    }
    nodes.add(Nodes.cast(value, to, output));
    return output;
  }

  /** A number as a constant; equal ones are stored once. */
  String constant(float value) {
    String name = "ovenbird_" + value;
    constants.computeIfAbsent(name, key -> Nodes.floats(key, new long[0], new float[] {value}));
    return name;
  }

  /** Reduces along the last axis, which stays as an axis of 1. */
  String reduceRow(String op, String output, String value) {
    if (opset < 18) {
      nodes.add(Nodes.with(Nodes.node(op, List.of(value), output), "axes", List.of(-1L)));
      return output;
    }
    return add(op, output, value, constant("ovenbird_axis_of_" + op, new long[] {-1}));
  }

  /** Numbers as a constant of that name. */
  String constant(String name, float[] values) {
    constants.computeIfAbsent(name, key -> Nodes.floats(key, new long[] {values.length}, values));
    return name;
  }

  /** 128, the zero of unsigned bytes that stand for numbers of both signs. */
  String zeroOfBytes() {
    String name = "ovenbird_zero";
    byte[] zero = {(byte) Grid.INT8.middle()};
    constants.computeIfAbsent(
        name,
        key ->
            Nodes.tensor(
                key, ElementType.UINT8, new long[0], TensorData.of(ByteBuffer.wrap(zero))));
    return name;
  }

  /** The matrix of {@link Rotation} as a constant. */
  String rotation() {
    String name = "ovenbird_rotation";
    long[] shape = {Rotation.SIZE, Rotation.SIZE};
    constants.computeIfAbsent(name, key -> Nodes.floats(key, shape, Rotation.matrix()));
    return name;
  }

  /** Whole numbers as a constant of that name. */
  String constant(String name, long[] values) {
    constants.computeIfAbsent(name, key -> Nodes.int64(key, new long[] {values.length}, values));
    return name;
  }

  /** Lets the node that was added last give its value under another name. */
  void renameLast(String value, String name) {
    NodeProto last = nodes.get(nodes.size() - 1);
    if (!last.getOutput(0).equals(value)) {
      throw new IllegalStateException(value + " is not what was added last");
    }
    nodes.set(nodes.size() - 1, last.toBuilder().setOutput(0, name).build());
  }

  /** The value in 8 bits, rounded once for all products of this graph that it goes into. */
  RoundedInput rounded(String value, InputPlan plan, ElementType type) {
    return roundedInputs.computeIfAbsent(value, name -> RoundedInput.emit(this, name, plan, type));
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.TensorData;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Builds the nodes and tensors that quantized weights need. */
final class Nodes {
  private Nodes() {}

  static NodeProto node(String op, List<String> inputs, String output) {
    return NodeProto.newBuilder().setOpType(op).addAllInput(inputs).addOutput(output).build();
  }

  static NodeProto node(String op, String output, String... inputs) {
    return node(op, List.of(inputs), output);
  }

  static NodeProto cast(String input, ElementType to, String output) {
    return with(node("Cast", List.of(input), output), "to", to.code());
  }

  static NodeProto with(NodeProto node, String attribute, long value) {
    return node.toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value))
        .build();
  }

  static NodeProto with(NodeProto node, String attribute, List<Long> values) {
    return node.toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values))
        .build();
  }

  /** The same tensor under another name, without remarks. */
  static Initializer named(Initializer tensor, String name) {
    return new Initializer(
        tensor.header().toBuilder().setName(name).clearDocString().build(), tensor.data());
  }

  static Initializer int64(String name, long[] shape, long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return tensor(name, ElementType.INT64, shape, TensorData.of(bytes));
  }

  static Initializer floats(String name, long[] shape, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, ElementType.FLOAT32, shape, TensorData.of(bytes));
  }

  static Initializer tensor(String name, ElementType type, long[] shape, TensorData data) {
    TensorProto.Builder header = TensorProto.newBuilder().setName(name).setDataType(type.code());
    for (long size : shape) {
      header.addDims(size);
    }
    return new Initializer(header.build(), data);
  }
}

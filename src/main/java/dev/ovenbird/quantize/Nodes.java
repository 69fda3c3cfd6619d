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

  static NodeProto castToFloat(String input, String output) {
    return node("Cast", List.of(input), output).toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(ElementType.FLOAT32.code()))
        .build();
  }

  static Initializer int8(String name, long[] shape, ByteBuffer bytes) {
    return tensor(name, ElementType.INT8, shape, bytes);
  }

  static Initializer uint8(String name, long[] shape, int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return tensor(name, ElementType.UINT8, shape, ByteBuffer.wrap(bytes));
  }

  static Initializer floats(String name, long[] shape, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, ElementType.FLOAT32, shape, bytes);
  }

  private static Initializer tensor(String name, ElementType type, long[] shape, ByteBuffer data) {
    TensorProto.Builder header = TensorProto.newBuilder().setName(name).setDataType(type.code());
    for (long size : shape) {
      header.addDims(size);
    }
    return new Initializer(header.build(), TensorData.of(data));
  }
}

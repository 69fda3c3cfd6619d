package dev.ovenbird.onnx;

import com.google.protobuf.ByteString;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.OperatorSetIdProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import dev.ovenbird.onnx.proto.Onnx.TensorShapeProto;
import dev.ovenbird.onnx.proto.Onnx.TypeProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** Small models, built by hand. */
public final class Models {
  private Models() {}

  public static OnnxModel model(int opset, GraphProto.Builder graph) {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .setProducerName("test")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .setGraph(graph.setName("graph").setDocString("a remark"))
            .build();
    return OnnxModel.of(model);
  }

  /** The bytes of its file, in protobuf's own order. */
  public static byte[] bytes(OnnxModel model) {
    ModelProto.Builder whole = model.header().toBuilder();
    model
        .initializers()
        .forEach(tensor -> whole.getGraphBuilder().addInitializer(tensor.toProto()));
    return whole.build().toByteArray();
  }

  public static NodeProto node(String op, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(op)
        .setName(output + "_node")
        .addAllInput(inputs)
        .addOutput(output)
        .build();
  }

  public static NodeProto with(NodeProto node, String attribute, long value) {
    return node.toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value))
        .build();
  }

  public static ValueInfoProto value(String name, ElementType type, long... shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (long dim : shape) {
      dims.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.code()).setShape(dims)))
        .build();
  }

  /** Random floats as raw data. */
  public static TensorProto raw(String name, long seed, long... shape) {
    float[] values = floats(seed, shape);
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return shaped(name, shape).setRawData(ByteString.copyFrom(bytes)).build();
  }

  /** The same floats as a list. */
  public static TensorProto listed(String name, long seed, long... shape) {
    TensorProto.Builder tensor = shaped(name, shape);
    for (float value : floats(seed, shape)) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  private static TensorProto.Builder shaped(String name, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(ElementType.FLOAT32.code());
    for (long dim : shape) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  private static float[] floats(long seed, long... shape) {
    int count = 1;
    for (long dim : shape) {
      count *= (int) dim;
    }
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}

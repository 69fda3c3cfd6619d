package dev.ovenbird.bench;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.TensorData;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down a graph node by node, each value under a name of its own. */
final class GraphBuilder {
  private static final int OPSET = 18;
  private static final int IR_VERSION = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("main_graph");
  private final List<Initializer> initializers = new ArrayList<>();
  private int values;

  /** A node without attributes; gives the name of its output. */
  String node(String op, String... inputs) {
    return node(op, List.of(), inputs);
  }

  /** A node with one attribute, an integer or a list of them. */
  String node(String op, AttributeProto attribute, String... inputs) {
    return node(op, List.of(attribute), inputs);
  }

  private String node(String op, List<AttributeProto> attributes, String... inputs) {
    String output = "/" + op + "_" + values++;
    add(op, attributes, output, inputs);
    return output;
  }

  /** The node that makes an output of the model. */
  void output(String name, String op, String first, String second, Object... shape) {
    add(op, List.of(), name, first, second);
    graph.addOutput(value(name, ElementType.FLOAT32, shape));
  }

  private void add(String op, List<AttributeProto> attributes, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(op)
            .setName(output + "_node")
            .addAllInput(Arrays.asList(inputs))
            .addOutput(output)
            .addAllAttribute(attributes));
  }

  /**
   * An input of the model.
   *
   * @param shape names of open dimensions
   */
  String input(String name, ElementType type, Object... shape) {
    graph.addInput(value(name, type, shape));
    return name;
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto integers(String name, Long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.asList(values))
        .build();
  }

  String constant(float value) {
    return floats(List.of(), new float[] {value});
  }

  String floats(List<Long> shape, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(ElementType.FLOAT32, shape, bytes);
  }

  String scalar(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    return constant(ElementType.INT64, List.of(), bytes);
  }

  String vector(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(ElementType.INT64, List.of((long) values.length), bytes);
  }

  private String constant(ElementType type, List<Long> shape, ByteBuffer bytes) {
    return weight("constant_" + values++, type, shape, TensorData.of(bytes));
  }

  String weight(String name, ElementType type, List<Long> shape, TensorData data) {
    TensorProto header =
        TensorProto.newBuilder().setName(name).setDataType(type.code()).addAllDims(shape).build();
    initializers.add(new Initializer(header, data));
    return name;
  }

  OnnxModel build() {
    ModelProto header =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("ovenbird-bench")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph)
            .build();
    return new OnnxModel(header, initializers);
  }

  private static ValueInfoProto value(String name, ElementType type, Object... shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (Object dim : shape) {
      TensorShapeProto.Dimension.Builder dimension = dims.addDimBuilder();
      if (dim instanceof Integer number) {
        dimension.setDimValue(number);
      } else {
        dimension.setDimParam(dim.toString());
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.code()).setShape(dims)))
        .build();
  }
}

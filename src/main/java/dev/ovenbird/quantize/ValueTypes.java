package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The element types of a model's values, branches and loops included. Most operators give what they
 * take; the rest are listed here. What is not known counts as no floating point.
 */
final class ValueTypes {
  private static final Set<String> GIVE_BOOL =
      Set.of(
          "Equal",
          "Less",
          "LessOrEqual",
          "Greater",
          "GreaterOrEqual",
          "And",
          "Or",
          "Xor",
          "Not",
          "IsNaN",
          "IsInf");
  private static final Set<String> GIVE_INT64 =
      Set.of("Shape", "Size", "NonZero", "ArgMax", "ArgMin");
  private static final Set<String> GIVE_FIRST_ONLY = Set.of("Dropout", "MaxPool", "TopK", "Unique");

  /** Which input has the type of the output, where it is not the first one. */
  private static final Map<String, Integer> LIKE_INPUT =
      Map.of("Where", 1, "OneHot", 2, "DequantizeLinear", 1);

  private final Map<String, Integer> types = new HashMap<>();

  private ValueTypes() {}

  static ValueTypes of(OnnxModel model) {
    ValueTypes types = new ValueTypes();
    for (Initializer tensor : model.initializers()) {
      types.types.put(tensor.name(), tensor.header().getDataType());
    }
    types.infer(model.graph());
    return types;
  }

  boolean isFloat32(String value) {
    return is(value, ElementType.FLOAT32);
  }

  private boolean is(String value, ElementType type) {
    return types.getOrDefault(value, 0) == type.code();
  }

  private void infer(GraphProto graph) {
    graph.getInputList().forEach(this::declare);
    graph.getInitializerList().forEach(tensor -> types.put(tensor.getName(), tensor.getDataType()));
    graph.getValueInfoList().forEach(this::declare);
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          infer(attribute.getG());
        }
        attribute.getGraphsList().forEach(this::infer);
      }
      infer(node);
    }
    graph.getOutputList().forEach(this::declare);
  }

  private void declare(ValueInfoProto value) {
    if (value.getType().hasTensorType()) {
      types.putIfAbsent(value.getName(), value.getType().getTensorType().getElemType());
    }
  }

  private void infer(NodeProto node) {
    List<String> outputs = node.getOutputList();
    switch (node.getOpType()) {
      case "If" -> fromBranch(node, "then_branch", 0);
      case "Loop" -> fromBranch(node, "body", 1);
      case "Scan" -> fromBranch(node, "body", 0);
      case "DynamicQuantizeLinear" -> {
        put(outputs.get(0), ElementType.UINT8);
        put(outputs.get(1), ElementType.FLOAT32);
        put(outputs.get(2), ElementType.UINT8);
      }
      default -> {
        int type = type(node);
        boolean firstOnly = GIVE_FIRST_ONLY.contains(node.getOpType());
        for (int i = 0; i < outputs.size() && type != 0; i++) {
          types.putIfAbsent(outputs.get(i), firstOnly && i > 0 ? ElementType.INT64.code() : type);
        }
      }
    }
  }

  private int type(NodeProto node) {
    String op = node.getOpType();
    if (GIVE_BOOL.contains(op)) {
      return ElementType.BOOL.code();
    }
    if (GIVE_INT64.contains(op)) {
      return ElementType.INT64.code();
    }
    return switch (op) {
      case "Cast" -> (int) attribute(node, "to").getI();
      case "Constant" -> attribute(node, "value").getT().getDataType();
      case "ConstantOfShape" -> filling(attribute(node, "value").getT());
      case "MatMulInteger", "ConvInteger" -> ElementType.INT32.code();
      case "QuantizeLinear" -> ofInput(node, 2);
      case "RandomNormal", "RandomUniform" -> ElementType.FLOAT32.code();
      default -> ofInput(node, LIKE_INPUT.getOrDefault(op, 0));
    };
  }

  private static int filling(TensorProto value) {
    return value.hasDataType() ? value.getDataType() : ElementType.FLOAT32.code();
  }

  private int ofInput(NodeProto node, int input) {
    return node.getInputCount() > input ? types.getOrDefault(node.getInput(input), 0) : 0;
  }

  /** A node that runs a branch gives what the branch gives, after so many outputs of it. */
  private void fromBranch(NodeProto node, String name, int skipped) {
    List<ValueInfoProto> given = attribute(node, name).getG().getOutputList();
    for (int i = 0; i < node.getOutputCount() && i + skipped < given.size(); i++) {
      int type = types.getOrDefault(given.get(i + skipped).getName(), 0);
      types.putIfAbsent(node.getOutput(i), type);
    }
  }

  private void put(String value, ElementType type) {
    types.putIfAbsent(value, type.code());
  }

  private static AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElse(AttributeProto.getDefaultInstance());
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.FloatTensor;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.TensorData;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who makes and who uses the values of a main graph, for those who look for patterns in it. */
final class GraphIndex {
  private static final TensorData LAST_AXIS =
      Nodes.int64("", new long[] {1}, new long[] {-1}).data();

  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Map<String, List<NodeProto>> users = new HashMap<>();
  private final Map<String, Initializer> constants = new HashMap<>();

  GraphIndex(OnnxModel model) {
    model.initializers().forEach(tensor -> constants.put(tensor.name(), tensor));
    for (NodeProto node : model.graph().getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
      node.getInputList()
          .forEach(input -> users.computeIfAbsent(input, key -> new ArrayList<>()).add(node));
    }
  }

  /** The node that makes a value; null if none of the main graph does. */
  NodeProto maker(String value) {
    return makers.get(value);
  }

  /** The nodes of the main graph that use a value. */
  List<NodeProto> users(String value) {
    return users.getOrDefault(value, List.of());
  }

  /**
   * A constant of one number; NaN if the value is none. In 16 bits ONNX Runtime has the operators
   * that replace patterns for few processors, so those are none either.
   */
  float number(String name) {
    if (!isFloat32(name) || FloatTensor.of(constants.get(name)).elements() != 1) {
      return Float.NaN;
    }
    float[] value = new float[1];
    FloatTensor.of(constants.get(name)).read(0, value, 1);
    return value[0];
  }

  /** Whether a value is a constant of a single axis in 32 bits. */
  boolean isVector(String name) {
    return isFloat32(name) && constants.get(name).shape().size() == 1;
  }

  /** Whether a node reduces along the last axis alone, which stays as an axis of 1. */
  boolean isOfLastAxis(NodeProto reduction) {
    boolean byAttribute = false;
    for (AttributeProto attribute : reduction.getAttributeList()) {
      if (attribute.getName().equals("axes")) {
        byAttribute = attribute.getIntsList().equals(List.of(-1L));
      } else if (attribute.getI() != 1) {
        return false;
      }
    }
    return byAttribute
        || reduction.getInputCount() > 1
            && constants.containsKey(reduction.getInput(1))
            && constants.get(reduction.getInput(1)).data().equals(LAST_AXIS);
  }

  private boolean isFloat32(String name) {
    Initializer tensor = constants.get(name);
    return tensor != null && tensor.header().getDataType() == ElementType.FLOAT32.code();
  }
}

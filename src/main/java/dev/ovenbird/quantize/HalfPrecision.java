package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a model compute in 16 bits where that is safe. Its inputs and outputs stay as they are. A
 * value is cast where it is made, once for all nodes that want it in the other width.
 */
final class HalfPrecision {
  private final ValueTypes types;
  private final HalfRegion region;
  private final Set<String> halfMade = new HashSet<>();
  private final Set<String> halfWanted = new HashSet<>();
  private final Set<String> floatWanted = new HashSet<>();

  private HalfPrecision(OnnxModel model) {
    types = ValueTypes.of(model);
    region = HalfRegion.of(model, types);
  }

  static OnnxModel apply(OnnxModel model, Scratch scratch) {
    HalfPrecision precision = new HalfPrecision(model);
    precision.collect(model.graph());
    List<Initializer> tensors = new ArrayList<>();
    for (Initializer tensor : model.initializers()) {
      boolean wanted = precision.halfWanted.contains(tensor.name());
      if (!wanted || precision.floatWanted.contains(tensor.name())) {
        tensors.add(tensor);
      }
      if (wanted) {
        tensors.add(HalfTensor.of(tensor, half(tensor.name()), scratch));
      }
    }
    return model.with(
        precision.rewrite(model.graph()).toBuilder().clearValueInfo().build(), tensors);
  }

  /** What is made and wanted in which width. */
  private void collect(GraphProto graph) {
    graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(floatWanted::add);
    for (NodeProto node : graph.getNodeList()) {
      boolean half = region.isHalf(node);
      for (String input : node.getInputList()) {
        if (types.isFloat32(input)) {
          (half ? halfWanted : floatWanted).add(input);
        }
      }
      if (half) {
        halfMade.addAll(node.getOutputList());
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          collect(attribute.getG());
        }
        attribute.getGraphsList().forEach(this::collect);
      }
    }
  }

  private GraphProto rewrite(GraphProto original) {
    GraphProto.Builder graph = original.toBuilder().clearNode().clearValueInfo();
    for (ValueInfoProto input : original.getInputList()) {
      narrowIfWanted(input.getName(), graph);
    }
    for (NodeProto node : original.getNodeList()) {
      graph.addNode(region.isHalf(node) ? narrowed(node) : withBranches(node));
      for (String output : node.getOutputList()) {
        if (halfMade.contains(output)) {
          if (floatWanted.contains(output)) {
            graph.addNode(Nodes.cast(half(output), ElementType.FLOAT32, output));
          }
        } else {
          narrowIfWanted(output, graph);
        }
      }
    }
    return graph.build();
  }

  private void narrowIfWanted(String value, GraphProto.Builder graph) {
    if (types.isFloat32(value) && halfWanted.contains(value)) {
      graph.addNode(Nodes.cast(value, ElementType.FLOAT16, half(value)));
    }
  }

  private NodeProto narrowed(NodeProto original) {
    NodeProto.Builder node = original.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      if (types.isFloat32(node.getInput(i))) {
        node.setInput(i, half(node.getInput(i)));
      }
    }
    for (int i = 0; i < node.getOutputCount(); i++) {
      if (!node.getOutput(i).isEmpty()) {
        node.setOutput(i, half(node.getOutput(i)));
      }
    }
    return node.build();
  }

  private NodeProto withBranches(NodeProto original) {
    NodeProto.Builder node = original.toBuilder();
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(rewrite(attribute.getG()));
      }
      for (int i = 0; i < attribute.getGraphsCount(); i++) {
        attribute.setGraphs(i, rewrite(attribute.getGraphs(i)));
      }
    }
    return node.build();
  }

  private static String half(String value) {
    return value + "_f16";
  }
}

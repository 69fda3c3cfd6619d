package dev.ovenbird.quantize;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.HashMap;
import java.util.Map;

/** Lets nodes read other values than they did. */
final class Renaming {
  private Renaming() {}

  /** The graph with the inputs of all its nodes renamed, branches and loops included. */
  static GraphProto apply(GraphProto original, Map<String, String> names) {
    if (names.isEmpty()) {
      return original;
    }
    GraphProto.Builder graph = original.toBuilder().clearNode();
    original.getNodeList().forEach(node -> graph.addNode(apply(node, names)));
    return graph.build();
  }

  /** The same for a node. */
  static NodeProto apply(NodeProto original, Map<String, String> names) {
    NodeProto.Builder node = original.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
    }
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(inBranch(attribute.getG(), names));
      }
      for (int i = 0; i < attribute.getGraphsCount(); i++) {
        attribute.setGraphs(i, inBranch(attribute.getGraphs(i), names));
      }
    }
    return node.build();
  }

  /** A branch gives its outputs by name, and may hide an outer value behind an input of its own. */
  private static GraphProto inBranch(GraphProto branch, Map<String, String> names) {
    Map<String, String> visible = new HashMap<>(names);
    branch.getInputList().stream().map(ValueInfoProto::getName).forEach(visible::remove);
    GraphProto.Builder graph = apply(branch, visible).toBuilder();
    for (ValueInfoProto.Builder output : graph.getOutputBuilderList()) {
      output.setName(visible.getOrDefault(output.getName(), output.getName()));
    }
    return graph.build();
  }
}

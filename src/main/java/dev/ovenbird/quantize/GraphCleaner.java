package dev.ovenbird.quantize;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.util.HashMap;
import java.util.Map;

/** Drops what a model carries without using it; what it computes stays the same. */
final class GraphCleaner {
  private GraphCleaner() {}

  /**
   * Makes initializers of constants that stand in nodes, merges those that are equal, drops those
   * that nobody uses, and drops the exporter's remarks.
   */
  static GraphProto clean(GraphProto original) {
    GraphProto graph = hoistConstants(original);
    WeightUses uses = WeightUses.of(graph);
    Map<TensorProto, String> kept = new HashMap<>();
    Map<String, String> merged = new HashMap<>();
    GraphProto.Builder clean = graph.toBuilder().clearDocString().clearInitializer().clearNode();
    for (TensorProto tensor : graph.getInitializerList()) {
      String name = tensor.getName();
      if (!uses.isUsed(name)) {
        continue;
      }
      TensorProto anonymous = tensor.toBuilder().clearName().clearDocString().build();
      String first = kept.putIfAbsent(anonymous, name);
      if (first == null || uses.isOutput(name)) {
        clean.addInitializer(tensor.toBuilder().clearDocString());
      } else {
        merged.put(name, first);
      }
    }
    graph.getNodeList().forEach(node -> clean.addNode(renamed(node, merged)));
    return withoutInputs(clean.build(), graph);
  }

  /** An input that only stood for an initializer goes with it. */
  private static GraphProto withoutInputs(GraphProto clean, GraphProto original) {
    var before = original.getInitializerList().stream().map(TensorProto::getName).toList();
    var after = clean.getInitializerList().stream().map(TensorProto::getName).toList();
    GraphProto.Builder graph = clean.toBuilder().clearInput();
    clean.getInputList().stream()
        .filter(input -> !before.contains(input.getName()) || after.contains(input.getName()))
        .forEach(graph::addInput);
    return graph.build();
  }

  private static GraphProto hoistConstants(GraphProto original) {
    GraphProto.Builder graph = original.toBuilder().clearNode();
    for (NodeProto node : original.getNodeList()) {
      if (node.getOpType().equals("Constant") && node.getAttributeCount() == 1
          && node.getAttribute(0).hasT() && node.getDomain().isEmpty()) {
        graph.addInitializer(
            node.getAttribute(0).getT().toBuilder().setName(node.getOutput(0)));
      } else {
        graph.addNode(node);
      }
    }
    return graph.build();
  }

  private static NodeProto renamed(NodeProto original, Map<String, String> merged) {
    NodeProto.Builder node = original.toBuilder().clearDocString();
    // Exporters name each output after its node: the name says nothing more, and there are many.
    if (node.getOutputCount() > 0 && node.getOutput(0).startsWith(node.getName())) {
      node.clearName();
    }
    for (int i = 0; i < node.getInputCount(); i++) {
      node.setInput(i, merged.getOrDefault(node.getInput(i), node.getInput(i)));
    }
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(renamed(attribute.getG(), merged));
      }
      for (int i = 0; i < attribute.getGraphsCount(); i++) {
        attribute.setGraphs(i, renamed(attribute.getGraphs(i), merged));
      }
    }
    return node.build();
  }

  private static GraphProto renamed(GraphProto branch, Map<String, String> merged) {
    GraphProto.Builder graph = branch.toBuilder().clearNode();
    branch.getNodeList().forEach(node -> graph.addNode(renamed(node, merged)));
    return graph.build();
  }
}

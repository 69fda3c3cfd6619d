package dev.ovenbird.quantize;

import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops what a model carries without using it; what it computes stays the same. */
final class GraphCleaner {
  private GraphCleaner() {}

  /**
   * Makes initializers of constants that stand in nodes, merges those that are equal, drops those
   * that nobody uses, and drops the exporter's remarks.
   */
  static OnnxModel clean(OnnxModel original) {
    OnnxModel model = hoistConstants(original);
    WeightUses uses = WeightUses.of(model.graph());
    Map<Initializer, String> kept = new HashMap<>();
    Map<String, String> merged = new HashMap<>();
    List<Initializer> initializers = new ArrayList<>();
    Set<String> gone = new HashSet<>();
    for (Initializer tensor : model.initializers()) {
      String name = tensor.name();
      Initializer anonymous = named(tensor, "");
      String first = uses.isUsed(name) ? kept.putIfAbsent(anonymous, name) : "";
      if (first == null || uses.isOutput(name)) {
        initializers.add(named(tensor, name));
      } else {
        merged.put(name, first);
        gone.add(name);
      }
    }
    GraphProto.Builder graph = model.graph().toBuilder().clearDocString().clearNode().clearInput();
    // Before IR 4 initializers had to be inputs too.
    model.graph().getInputList().stream()
        .filter(input -> !gone.contains(input.getName()))
        .forEach(graph::addInput);
    model.graph().getNodeList().forEach(node -> graph.addNode(renamed(node, merged)));
    return new OnnxModel(
        model.header().toBuilder().clearDocString().setGraph(graph).build(), initializers);
  }

  private static Initializer named(Initializer tensor, String name) {
    return new Initializer(
        tensor.header().toBuilder().setName(name).clearDocString().build(), tensor.data());
  }

  private static OnnxModel hoistConstants(OnnxModel original) {
    GraphProto.Builder graph = original.graph().toBuilder().clearNode();
    List<Initializer> initializers = new ArrayList<>(original.initializers());
    for (NodeProto node : original.graph().getNodeList()) {
      if (node.getOpType().equals("Constant")
          && node.getAttributeCount() == 1
          && node.getAttribute(0).hasT()
          && node.getDomain().isEmpty()) {
        initializers.add(named(Initializer.of(node.getAttribute(0).getT()), node.getOutput(0)));
      } else {
        graph.addNode(node);
      }
    }
    return original.with(graph.build(), initializers);
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

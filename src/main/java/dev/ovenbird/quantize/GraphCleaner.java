package dev.ovenbird.quantize;

import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops what a model carries without using it; what it computes stays the same. */
final class GraphCleaner {
  private GraphCleaner() {}

  /**
   * Merges initializers that are equal, drops those that nobody uses, and the exporter's remarks.
   * Needs all constants to be initializers of the main graph, as {@link ConstantHoister} makes
   * them.
   */
  static OnnxModel clean(OnnxModel model) {
    WeightUses uses = WeightUses.of(model.graph());
    Map<Initializer, String> kept = new HashMap<>();
    Map<String, String> merged = new HashMap<>();
    List<Initializer> initializers = new ArrayList<>();
    Set<String> gone = new HashSet<>();
    for (Initializer tensor : model.initializers()) {
      String name = tensor.name();
      Initializer anonymous = Nodes.named(tensor, "");
      String first = uses.isUsed(name) ? kept.putIfAbsent(anonymous, name) : "";
      if (first == null || uses.isOutput(name)) {
        initializers.add(Nodes.named(tensor, name));
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
    model.graph().getNodeList().forEach(node -> graph.addNode(remarkless(node)));
    return new OnnxModel(
        model.header().toBuilder()
            .clearDocString()
            .setGraph(Renaming.apply(graph.build(), merged))
            .build(),
        initializers);
  }

  /** Drops nodes of the main graph whose results nobody uses. */
  static GraphProto withoutDeadNodes(GraphProto graph) {
    Set<String> needed = new HashSet<>();
    graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(needed::add);
    List<NodeProto> alive = new ArrayList<>();
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      if (node.getOutputCount() == 0 || node.getOutputList().stream().anyMatch(needed::contains)) {
        addInputs(node, needed);
        alive.add(node);
      }
    }
    Collections.reverse(alive);
    return graph.toBuilder().clearNode().addAllNode(alive).build();
  }

  private static void addInputs(NodeProto node, Set<String> needed) {
    needed.addAll(node.getInputList());
    for (AttributeProto attribute : node.getAttributeList()) {
      List<GraphProto> branches = new ArrayList<>(attribute.getGraphsList());
      if (attribute.hasG()) {
        branches.add(attribute.getG());
      }
      for (GraphProto branch : branches) {
        branch.getOutputList().stream().map(ValueInfoProto::getName).forEach(needed::add);
        branch.getNodeList().forEach(inner -> addInputs(inner, needed));
      }
    }
  }

  private static NodeProto remarkless(NodeProto original) {
    NodeProto.Builder node = original.toBuilder().clearDocString();
    // Exporters name each output after its node: the name says nothing more, and there are many.
    if (node.getOutputCount() > 0 && node.getOutput(0).startsWith(node.getName())) {
      node.clearName();
    }
    return node.build();
  }
}

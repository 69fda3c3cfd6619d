package dev.ovenbird.quantize;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.Map;

/** Lets a graph work with stored weights instead of its own, branches and loops included. */
final class GraphRewriter {
  private final Map<String, StoredWeight> stored;
  private final WeightUses uses;

  GraphRewriter(Map<String, StoredWeight> stored, WeightUses uses) {
    this.stored = stored;
    this.uses = uses;
  }

  /**
   * Rewrites the main graph.
   *
   * @param main gets its nodes
   */
  GraphProto rewrite(GraphProto graph, Emitter main) {
    stored.values().forEach(weight -> weight.prepare(main));
    GraphProto.Builder inputs = graph.toBuilder().clearInput();
    // Before IR 4 initializers had to be inputs too; those that are no more must not be.
    graph.getInputList().stream()
        .filter(input -> !stored.containsKey(input.getName()))
        .forEach(inputs::addInput);
    return rewriteNodes(inputs.build(), main);
  }

  private GraphProto rewriteNodes(GraphProto graph, Emitter to) {
    for (NodeProto node : graph.getNodeList()) {
      NodeProto inside = withBranches(node, to);
      if (!rewrite(inside, to)) {
        to.add(inside);
      }
    }
    return graph.toBuilder().clearNode().addAllNode(to.nodes()).build();
  }

  private boolean rewrite(NodeProto node, Emitter to) {
    for (int i = 0; i < node.getInputCount(); i++) {
      WeightView view = uses.view(node.getInput(i));
      StoredWeight weight = stored.get(view.weight());
      boolean isView = node.getInputCount() == 1 && view.through(node).isPresent();
      if (weight != null && !isView && weight.rewrite(node, new WeightUse(node, i, view), to)) {
        return true;
      }
    }
    return false;
  }

  private NodeProto withBranches(NodeProto original, Emitter outer) {
    NodeProto.Builder node = original.toBuilder();
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(rewriteNodes(attribute.getG(), outer.forBranch()));
      }
      for (int i = 0; i < attribute.getGraphsCount(); i++) {
        attribute.setGraphs(i, rewriteNodes(attribute.getGraphs(i), outer.forBranch()));
      }
    }
    return node.build();
  }
}

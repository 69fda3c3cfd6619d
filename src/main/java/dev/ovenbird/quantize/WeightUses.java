package dev.ovenbird.quantize;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who uses which value of a graph, branches and loops included. Whoever uses a view of a value uses
 * the value.
 */
final class WeightUses {
  private final Map<String, List<WeightUse>> uses = new HashMap<>();
  private final Map<String, WeightView> views = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();

  private WeightUses() {}

  static WeightUses of(GraphProto graph) {
    WeightUses uses = new WeightUses();
    uses.collect(graph);
    return uses;
  }

  /** In the order of the nodes. */
  List<WeightUse> of(String value) {
    return uses.getOrDefault(value, List.of());
  }

  /** Whether the main graph or a branch gives the value, or a view of it, out. */
  boolean isOutput(String value) {
    return outputs.contains(value);
  }

  boolean isUsed(String value) {
    return uses.containsKey(value) || isOutput(value);
  }

  /** What the value is a view of; of itself, if of nothing else. */
  WeightView view(String value) {
    return views.getOrDefault(value, WeightView.plain(value));
  }

  private void collect(GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      if (node.getInputCount() == 1 && node.getOutputCount() == 1) {
        view(node.getInput(0)).through(node).ifPresent(seen -> views.put(node.getOutput(0), seen));
      }
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      outputs.add(output.getName());
      outputs.add(view(output.getName()).weight());
    }
    for (NodeProto node : graph.getNodeList()) {
      boolean onlyViews = node.getOutputCount() == 1 && views.containsKey(node.getOutput(0));
      for (int i = 0; i < node.getInputCount() && !onlyViews; i++) {
        WeightView seen = view(node.getInput(i));
        uses.computeIfAbsent(seen.weight(), name -> new ArrayList<>())
            .add(new WeightUse(node, i, seen));
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          collect(attribute.getG());
        }
        attribute.getGraphsList().forEach(this::collect);
      }
    }
  }
}

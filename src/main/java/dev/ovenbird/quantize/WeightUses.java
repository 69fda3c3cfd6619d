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

/** Who uses which value of a graph, branches and loops included. */
final class WeightUses {
  private final Map<String, List<WeightUse>> uses = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();

  private WeightUses() {}

  static WeightUses of(GraphProto graph) {
    WeightUses uses = new WeightUses();
    uses.collect(graph, false);
    return uses;
  }

  /** In the order of the nodes. */
  List<WeightUse> of(String value) {
    return uses.getOrDefault(value, List.of());
  }

  /** Whether the main graph or a branch gives the value out. */
  boolean isOutput(String value) {
    return outputs.contains(value);
  }

  boolean isUsed(String value) {
    return uses.containsKey(value) || isOutput(value);
  }

  private void collect(GraphProto graph, boolean nested) {
    graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(outputs::add);
    for (NodeProto node : graph.getNodeList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        uses.computeIfAbsent(node.getInput(i), name -> new ArrayList<>())
            .add(new WeightUse(node, i, nested));
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          collect(attribute.getG(), true);
        }
        attribute.getGraphsList().forEach(branch -> collect(branch, true));
      }
    }
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes initializers of the main graph of all constants: those that stand in nodes, and those of
 * branches and loops. So there is one place to look for weights.
 */
final class ConstantHoister {
  private final List<Initializer> initializers = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private ConstantHoister() {}

  static OnnxModel hoist(OnnxModel model) {
    ConstantHoister hoister = new ConstantHoister();
    model.initializers().forEach(tensor -> hoister.names.add(tensor.name()));
    hoister.initializers.addAll(model.initializers());
    GraphProto graph = hoister.hoist(model.graph(), false);
    return model.with(graph, hoister.initializers);
  }

  private GraphProto hoist(GraphProto original, boolean nested) {
    Set<String> outputs = new HashSet<>();
    original.getOutputList().stream().map(ValueInfoProto::getName).forEach(outputs::add);
    GraphProto.Builder graph = original.toBuilder().clearNode().clearInitializer();
    Map<String, String> renamed = new HashMap<>();
    for (TensorProto tensor : original.getInitializerList()) {
      // Rare: a branch that gives out a constant of its own. It stays where it is.
      if (outputs.contains(tensor.getName())) {
        graph.addInitializer(tensor);
      } else {
        add(tensor, tensor.getName(), renamed);
      }
    }
    for (NodeProto node : original.getNodeList()) {
      if (isConstant(node) && !(nested && outputs.contains(node.getOutput(0)))) {
        add(node.getAttribute(0).getT(), node.getOutput(0), renamed);
      } else {
        graph.addNode(withBranches(node));
      }
    }
    return Renaming.apply(graph.build(), renamed);
  }

  /** Two branches may have constants of one name. */
  private void add(TensorProto tensor, String name, Map<String, String> renamed) {
    String unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "_" + i;
    }
    if (!unique.equals(name)) {
      renamed.put(name, unique);
    }
    initializers.add(Nodes.named(Initializer.of(tensor), unique));
  }

  private NodeProto withBranches(NodeProto original) {
    NodeProto.Builder node = original.toBuilder();
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(hoist(attribute.getG(), true));
      }
      for (int i = 0; i < attribute.getGraphsCount(); i++) {
        attribute.setGraphs(i, hoist(attribute.getGraphs(i), true));
      }
    }
    return node.build();
  }

  private static boolean isConstant(NodeProto node) {
    return node.getOpType().equals("Constant")
        && node.getAttributeCount() == 1
        && node.getAttribute(0).hasT()
        && node.getDomain().isEmpty();
  }
}

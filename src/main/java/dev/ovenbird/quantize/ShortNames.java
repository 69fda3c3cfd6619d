package dev.ovenbird.quantize;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives values that a model did not have before short names: there are many, and each name is
 * written twice. Exporters' own names stay, so that errors can be found.
 */
final class ShortNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> names = new HashMap<>();
  private int last;

  private ShortNames() {}

  static GraphProto apply(GraphProto graph, GraphProto before) {
    ShortNames names = new ShortNames();
    names.keep(before);
    names.choose(graph);
    return Renaming.apply(names.withOutputs(graph), names.names);
  }

  private void keep(GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      taken.addAll(node.getOutputList());
      taken.addAll(node.getInputList());
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          keep(attribute.getG());
        }
        attribute.getGraphsList().forEach(this::keep);
      }
    }
  }

  private void choose(GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      for (String output : node.getOutputList()) {
        if (!output.isEmpty() && !taken.contains(output)) {
          names.computeIfAbsent(output, name -> next());
        }
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          choose(attribute.getG());
        }
        attribute.getGraphsList().forEach(this::choose);
      }
    }
  }

  private String next() {
    String name;
    do {
      name = "ob" + ++last;
    } while (taken.contains(name));
    return name;
  }

  private GraphProto withOutputs(GraphProto original) {
    GraphProto.Builder graph = original.toBuilder();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (int i = 0; i < node.getOutputCount(); i++) {
        node.setOutput(i, names.getOrDefault(node.getOutput(i), node.getOutput(i)));
      }
      for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.hasG()) {
          attribute.setG(withOutputs(attribute.getG()));
        }
        for (int i = 0; i < attribute.getGraphsCount(); i++) {
          attribute.setGraphs(i, withOutputs(attribute.getGraphs(i)));
        }
      }
    }
    return graph.build();
  }
}

package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a model uses which operator.
 *
 * @param operators nodes by kind; operators that are not standard with their domain before them
 * @param functions nodes of each operator that the model defines itself
 */
record OperatorCount(Map<String, Integer> operators, Map<String, Integer> functions) {
  private static final String STANDARD = "ai.onnx";

  static OperatorCount of(ModelProto model) {
    OperatorCount count = new OperatorCount(new TreeMap<>(), new TreeMap<>());
    count.add(model.getGraph().getNodeList());
    for (FunctionProto function : model.getFunctionsList()) {
      int nodes = count.add(function.getNodeList());
      count.functions.merge(name(function.getDomain(), function.getName()), nodes, Integer::sum);
    }
    return count;
  }

  /** The name of an operator set; the standard one is nameless in files. */
  static String domain(String domain) {
    return domain.isEmpty() ? STANDARD : domain;
  }

  private int add(List<NodeProto> nodes) {
    int added = nodes.size();
    for (NodeProto node : nodes) {
      operators.merge(name(node.getDomain(), node.getOpType()), 1, Integer::sum);
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          added += add(attribute.getG().getNodeList());
        }
        added += attribute.getGraphsList().stream().mapToInt(g -> add(g.getNodeList())).sum();
      }
    }
    return added;
  }

  private static String name(String domain, String operator) {
    return domain(domain).equals(STANDARD) ? operator : domain + "." + operator;
  }
}

package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that no function calls itself: runtimes put the nodes of a function where it is called.
 */
final class FunctionCheck {
  private final Map<String, Integer> functions = new HashMap<>();

  private FunctionCheck() {}

  /** What is wrong with the functions of a model, each a sentence; empty if nothing is. */
  static List<String> problems(List<FunctionProto> functions) {
    FunctionCheck check = new FunctionCheck();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      FunctionProto function = functions.get(i);
      String key = key(function.getDomain(), function.getName(), function.getOverload());
      if (check.functions.putIfAbsent(key, i) != null) {
        problems.add("The function '" + function.getName() + "' is there twice.");
      }
    }
    NodeOrder order = new NodeOrder(functions.size());
    for (int i = 0; i < functions.size(); i++) {
      Set<Integer> called = new HashSet<>();
      check.collect(functions.get(i).getNodeList(), called);
      for (int callee : called) {
        order.add(callee, i);
      }
    }
    List<Integer> cycle = order.cycle();
    if (!cycle.isEmpty()) {
      problems.add(
          cycle.stream()
              .map(i -> "'" + functions.get(i).getName() + "'")
              .collect(
                  Collectors.joining(", ", "Functions that call themselves or each other: ", ".")));
    }
    return problems;
  }

  private void collect(List<NodeProto> nodes, Set<Integer> called) {
    for (NodeProto node : nodes) {
      Integer callee = functions.get(key(node.getDomain(), node.getOpType(), node.getOverload()));
      if (callee != null) {
        called.add(callee);
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          collect(attribute.getG().getNodeList(), called);
        }
        attribute.getGraphsList().forEach(branch -> collect(branch.getNodeList(), called));
      }
    }
  }

  private static String key(String domain, String name, String overload) {
    return OperatorCount.domain(domain) + "\0" + name + "\0" + overload;
  }
}

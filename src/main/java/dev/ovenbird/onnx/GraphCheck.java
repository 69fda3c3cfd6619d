package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that every value of a graph is made once, by somebody, and not from itself. The order of
 * nodes is not checked: runtimes sort them, and not all exporters do.
 */
final class GraphCheck {
  /** So many nodes of a circle are named. */
  private static final int NAMED = 5;

  private final List<String> problems = new ArrayList<>();

  private GraphCheck() {}

  /** What is wrong with a model's graph and functions, each a sentence; empty if nothing is. */
  static List<String> problems(OnnxModel model) {
    GraphCheck check = new GraphCheck();
    List<String> weights = model.initializers().stream().map(Initializer::name).toList();
    check.closed(check.graph(model.graph(), weights));
    for (FunctionProto function : model.header().getFunctionsList()) {
      Set<String> given = new HashSet<>(function.getInputList());
      check.closed(check.values(given, function.getNodeList(), function.getOutputList()));
    }
    check.problems.addAll(FunctionCheck.problems(model.header().getFunctionsList()));
    return check.problems;
  }

  private void closed(Map<String, String> free) {
    free.forEach(
        (value, reader) ->
            problems.add(
                sentence(reader)
                    + " '"
                    + value
                    + "', which is no input, no weight, and made by no node."));
  }

  /** Gives the values that a graph reads without making them, and who reads them. */
  private Map<String, String> graph(GraphProto graph, List<String> weights) {
    Set<String> given = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (!given.add(input.getName())) {
        problems.add("The input '" + input.getName() + "' is there twice.");
      }
    }
    given.addAll(weights);
    graph.getSparseInitializerList().forEach(sparse -> given.add(sparse.getValues().getName()));
    List<String> outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    return values(given, graph.getNodeList(), outputs);
  }

  private Map<String, String> values(
      Set<String> given, List<NodeProto> nodes, List<String> outputs) {
    Map<String, Integer> makers = makers(given, nodes);
    Map<String, String> free = new LinkedHashMap<>();
    NodeOrder order = new NodeOrder(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      for (Map.Entry<String, String> read : reads(nodes.get(i)).entrySet()) {
        Integer maker = makers.get(read.getKey());
        if (maker != null) {
          order.add(maker, i);
        } else if (!given.contains(read.getKey())) {
          free.putIfAbsent(read.getKey(), read.getValue());
        }
      }
    }
    List<Integer> cycle = order.cycle();
    if (!cycle.isEmpty()) {
      problems.add(
          "The graph runs in a circle, through "
              + cycle.stream()
                  .limit(NAMED)
                  .map(i -> NodeName.of(nodes.get(i)))
                  .collect(Collectors.joining(", "))
              + (cycle.size() > NAMED ? " and " + (cycle.size() - NAMED) + " more." : "."));
    }
    outputs.stream()
        .filter(output -> !makers.containsKey(output) && !given.contains(output))
        .forEach(output -> free.putIfAbsent(output, "the graph gives out"));
    return free;
  }

  private Map<String, Integer> makers(Set<String> given, List<NodeProto> nodes) {
    Map<String, Integer> makers = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      NodeProto node = nodes.get(i);
      if (node.getOpType().isEmpty()) {
        problems.add(sentence(NodeName.of(node)) + " does not say what it computes.");
      }
      for (String output : node.getOutputList()) {
        Integer other = output.isEmpty() ? null : makers.putIfAbsent(output, i);
        if (other != null) {
          problems.add(
              "The value '"
                  + output
                  + "' is made twice: by "
                  + NodeName.of(nodes.get(other))
                  + " and "
                  + NodeName.of(node)
                  + ".");
        } else if (given.contains(output)) {
          problems.add(
              "The value '"
                  + output
                  + "' of "
                  + NodeName.of(node)
                  + " is also an input or weight.");
        }
      }
    }
    makers.remove("");
    return makers;
  }

  /** Everything a node needs, what its branches take from around them included. */
  private Map<String, String> reads(NodeProto node) {
    Map<String, String> reads = new LinkedHashMap<>();
    for (String input : node.getInputList()) {
      if (!input.isEmpty()) {
        reads.put(input, NodeName.of(node) + " reads");
      }
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        branch(attribute.getG()).forEach(reads::putIfAbsent);
      }
      attribute.getGraphsList().forEach(branch -> branch(branch).forEach(reads::putIfAbsent));
    }
    return reads;
  }

  private Map<String, String> branch(GraphProto branch) {
    return graph(branch, branch.getInitializerList().stream().map(TensorProto::getName).toList());
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}

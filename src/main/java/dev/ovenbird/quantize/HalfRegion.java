package dev.ovenbird.quantize;

import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which nodes compute in 16 bits: those that work with weights, and what follows from them
 * step by step. Norms, powers, means and softmax stay in 32 bits, and so do the sums that lead to
 * them: the residual stream of a language model grows beyond 65,504, where 16 bits end. So does
 * whatever comes from positions alone, which 16 bits cannot tell apart beyond 2,048.
 */
final class HalfRegion {
  /** Where weights are used; computing starts to be in 16 bits here. */
  private static final Set<String> WITH_WEIGHTS =
      Set.of("MatMul", "Gemm", "Conv", "ConvTranspose", "Gather", "MatMulNBits", "Transpose");

  private static final Set<String> STEP_BY_STEP =
      Set.of(
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Neg",
          "Abs",
          "Relu",
          "LeakyRelu",
          "Sigmoid",
          "Tanh",
          "Erf",
          "HardSigmoid",
          "HardSwish",
          "Clip",
          "Min",
          "Max",
          "Where",
          "Identity",
          "Gelu",
          "FastGelu",
          "BiasGelu");

  private static final Set<String> MOVES =
      Set.of(
          "Reshape",
          "Transpose",
          "Concat",
          "Split",
          "Slice",
          "Squeeze",
          "Unsqueeze",
          "Expand",
          "Flatten",
          "Tile",
          "Pad",
          "GatherElements",
          "DepthToSpace",
          "MaxPool");

  private final ValueTypes types;
  private final Set<String> constants = new HashSet<>();
  private final Set<String> outputs = new HashSet<>();
  private final Map<String, List<NodeProto>> consumers = new HashMap<>();
  private final Map<NodeProto, Boolean> half = new IdentityHashMap<>();
  private final Set<String> halfValues = new HashSet<>();
  private final Set<NodeProto> guards = Collections.newSetFromMap(new IdentityHashMap<>());

  private HalfRegion(OnnxModel model, ValueTypes types) {
    this.types = types;
    model.initializers().forEach(tensor -> constants.add(tensor.name()));
  }

  static HalfRegion of(OnnxModel model, ValueTypes types) {
    HalfRegion region = new HalfRegion(model, types);
    List<NodeProto> nodes = new ArrayList<>();
    region.collect(model.graph(), nodes);
    // From the end, so that a sum of sums that leads to a norm is seen as a whole.
    for (int i = nodes.size() - 1; i >= 0; i--) {
      region.guard(nodes.get(i));
    }
    nodes.forEach(region::decide);
    return region;
  }

  boolean isHalf(NodeProto node) {
    return half.getOrDefault(node, false);
  }

  private void collect(GraphProto graph, List<NodeProto> nodes) {
    graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(outputs::add);
    for (NodeProto node : graph.getNodeList()) {
      node.getInputList()
          .forEach(input -> consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(node));
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          collect(attribute.getG(), nodes);
        }
        attribute.getGraphsList().forEach(branch -> collect(branch, nodes));
      }
      nodes.add(node);
    }
  }

  /** Marks what has to be in 32 bits because of what comes after it. */
  private void guard(NodeProto node) {
    boolean light = STEP_BY_STEP.contains(node.getOpType());
    boolean moves = MOVES.contains(node.getOpType());
    if (!light && !moves) {
      return;
    }
    for (String output : node.getOutputList()) {
      boolean given = outputs.contains(output);
      boolean leadsToGuarded =
          light
              && consumers.getOrDefault(output, List.of()).stream()
                  .anyMatch(next -> !isKnown(next) || guards.contains(next) && isLight(next));
      if (given || leadsToGuarded) {
        guards.add(node);
      }
    }
  }

  private void decide(NodeProto node) {
    boolean floats =
        node.getInputList().stream().anyMatch(types::isFloat32)
            && node.getOutputList().stream().allMatch(output -> plain(output));
    boolean follows = node.getInputList().stream().anyMatch(halfValues::contains);
    boolean starts = WITH_WEIGHTS.contains(node.getOpType()) && hasWeight(node);
    if (isKnown(node) && floats && !guards.contains(node) && (starts || follows)) {
      half.put(node, true);
      node.getOutputList().stream().filter(types::isFloat32).forEach(halfValues::add);
    }
  }

  private boolean plain(String output) {
    return output.isEmpty() || types.isFloat32(output);
  }

  private boolean hasWeight(NodeProto node) {
    return node.getInputList().stream().anyMatch(constants::contains);
  }

  private static boolean isLight(NodeProto node) {
    return STEP_BY_STEP.contains(node.getOpType());
  }

  private static boolean isKnown(NodeProto node) {
    String op = node.getOpType();
    return WITH_WEIGHTS.contains(op) || STEP_BY_STEP.contains(op) || MOVES.contains(op);
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts {@code FastGelu} in the place of GELU by the error function, which exporters write as five
 * nodes: {@code x / √2 → Erf → + 1 → * x → * 0.5}. It differs by 0.0005 at most, a tenth of the
 * steps in which its result is then rounded to 8 bits, and takes about half of the time.
 */
final class GeluFusion {
  private static final float TOLERANCE = 1e-4f;

  private final GraphIndex index;

  private GeluFusion(GraphIndex index) {
    this.index = index;
  }

  /** The graph with all its GELUs replaced; nodes that are left without use stay in it. */
  static GraphProto apply(OnnxModel model) {
    GeluFusion fusion = new GeluFusion(new GraphIndex(model));
    Map<String, NodeProto> replaced = new HashMap<>();
    for (NodeProto node : model.graph().getNodeList()) {
      if (node.getOpType().equals("Erf")) {
        fusion.gelu(node).ifPresent(fast -> replaced.put(fast.getOutput(0), fast));
      }
    }
    GraphProto.Builder graph = model.graph().toBuilder().clearNode();
    for (NodeProto node : model.graph().getNodeList()) {
      String output = node.getOutputCount() == 0 ? "" : node.getOutput(0);
      graph.addNode(replaced.getOrDefault(output, node));
    }
    return graph.build();
  }

  private Optional<NodeProto> gelu(NodeProto erf) {
    String x = scaled(erf.getInput(0)).orElse("");
    String half = times(x, 0.5f);
    return user(erf.getOutput(0), "Add", constant -> is(constant, 1))
        .flatMap(
            plusOne -> {
              // Either (x * (erf + 1)) * 0.5 or (x * 0.5) * (erf + 1).
              Optional<NodeProto> doubled =
                  user(plusOne.getOutput(0), "Mul", other -> other.equals(x))
                      .flatMap(times -> user(times.getOutput(0), "Mul", other -> is(other, 0.5f)));
              return doubled.isPresent()
                  ? doubled
                  : user(plusOne.getOutput(0), "Mul", half::equals);
            })
        .filter(last -> !x.isEmpty())
        .map(
            last ->
                Nodes.node("FastGelu", List.of(x), last.getOutput(0)).toBuilder()
                    .setDomain(BlockWeight.DOMAIN)
                    .build());
  }

  /** The value of which this one is 1/√2. */
  private Optional<String> scaled(String value) {
    NodeProto node = index.maker(value);
    if (node == null || node.getInputCount() != 2) {
      return Optional.empty();
    }
    boolean divided = node.getOpType().equals("Div") && is(node.getInput(1), (float) Math.sqrt(2));
    boolean multiplied =
        node.getOpType().equals("Mul") && is(node.getInput(1), (float) Math.sqrt(0.5));
    return divided || multiplied ? Optional.of(node.getInput(0)) : Optional.empty();
  }

  /** The value that is x times a factor; a name that no value has if there is none. */
  private String times(String x, float factor) {
    return user(x, "Mul", other -> is(other, factor)).map(node -> node.getOutput(0)).orElse(" ");
  }

  /** The node that uses a value together with another one; empty if there is none. */
  private Optional<NodeProto> user(String value, String op, Predicate<String> other) {
    return index.users(value).stream()
        .filter(node -> node.getOpType().equals(op) && node.getInputCount() == 2)
        .filter(
            node ->
                node.getInput(0).equals(value) && other.test(node.getInput(1))
                    || node.getInput(1).equals(value) && other.test(node.getInput(0)))
        .findFirst();
  }

  private boolean is(String name, float number) {
    float value = index.number(name);
    return Math.abs(value - number) < TOLERANCE;
  }
}

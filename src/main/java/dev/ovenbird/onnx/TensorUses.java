package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a graph first uses each of its tensors, and in which of its layers. Immutable.
 *
 * <p>The format knows no layers, but exporters name values by the module that made them: {@code
 * /encoder/layer.3/output/Add} lies in the layer {@code encoder.layer.3}.
 */
public final class TensorUses {
  /** Up to the first part of a name that is a number. */
  private static final Pattern LAYER = Pattern.compile("^(.*?[./]\\d+)(?=[./]|$)");

  private final Map<String, Integer> firstNodes = new HashMap<>();
  private final String[] layers;

  private TensorUses(GraphProto graph) {
    List<NodeProto> nodes = graph.getNodeList();
    layers = new String[nodes.size()];
    for (int i = 0; i < layers.length; i++) {
      collect(nodes.get(i), i);
      layers[i] = nodes.get(i).getOutputList().isEmpty() ? null : layer(nodes.get(i).getOutput(0));
    }
    // A value whose name says nothing is on its way to the next one whose name does.
    for (int i = layers.length - 2; i >= 0; i--) {
      if (layers[i] == null) {
        layers[i] = layers[i + 1];
      }
    }
  }

  public static TensorUses of(GraphProto graph) {
    return new TensorUses(graph);
  }

  /**
   * The tensors in the order in which they are used, those that nobody uses last. A file written in
   * this order has each layer in one piece.
   */
  public List<Initializer> inOrder(List<Initializer> tensors) {
    return tensors.stream()
        .sorted(
            Comparator.comparingInt(
                tensor -> firstNodes.getOrDefault(tensor.name(), Integer.MAX_VALUE)))
        .toList();
  }

  /** A name for the layer that first uses a tensor; empty where it belongs to none. */
  String layerOf(String tensor) {
    Integer node = firstNodes.get(tensor);
    String layer = node == null ? null : layers[node];
    if (layer == null) {
      layer = layer(tensor);
    }
    return layer == null ? "" : layer;
  }

  /** Null for a name that is no path, and so says nothing. */
  private static String layer(String name) {
    String path = name.replace('/', '.');
    path = path.startsWith(".") ? path.substring(1) : path;
    Matcher matcher = LAYER.matcher(path);
    return matcher.find() ? matcher.group(1) : path.contains(".") ? "" : null;
  }

  private void collect(NodeProto node, int index) {
    node.getInputList().forEach(input -> firstNodes.putIfAbsent(input, index));
    for (AttributeProto attribute : node.getAttributeList()) {
      attribute.getG().getNodeList().forEach(inner -> collect(inner, index));
      attribute.getGraphsList().stream()
          .flatMap(branch -> branch.getNodeList().stream())
          .forEach(inner -> collect(inner, index));
    }
  }
}

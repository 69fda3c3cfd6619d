package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A weight that a model uses in several places: an embedding that is the output layer too, or
 * layers that are one and the same.
 *
 * @param names of the initializers that hold it; more than one if the model has it several times
 * @param users for people, which nodes use it
 * @param bytes its size, once
 */
public record SharedWeight(List<String> names, List<String> users, long bytes) {
  /** Smaller tensors are shared all over and weigh nothing, in bytes. */
  private static final int MINIMUM_BYTES = 1024;

  public SharedWeight {
    names = List.copyOf(names);
    users = List.copyOf(users);
  }

  /** All of a model, largest first. */
  static List<SharedWeight> of(OnnxModel model) {
    Map<Initializer, List<String>> names = new LinkedHashMap<>();
    for (Initializer tensor : model.initializers()) {
      if (TensorDescription.of(tensor).bytes() >= MINIMUM_BYTES) {
        names.computeIfAbsent(anonymous(tensor), content -> new ArrayList<>()).add(tensor.name());
      }
    }
    Map<String, List<String>> users = new HashMap<>();
    collect(model.graph(), users);
    List<SharedWeight> shared = new ArrayList<>();
    names.forEach(
        (tensor, same) -> {
          List<String> all =
              same.stream().flatMap(name -> users.getOrDefault(name, List.of()).stream()).toList();
          if (same.size() > 1 || all.size() > 1) {
            shared.add(new SharedWeight(same, all, TensorDescription.of(tensor).bytes()));
          }
        });
    shared.sort(Comparator.comparingLong(SharedWeight::bytes).reversed());
    return shared;
  }

  /** Equal for tensors with equal content. */
  private static Initializer anonymous(Initializer tensor) {
    return new Initializer(
        tensor.header().toBuilder().clearName().clearDocString().build(), tensor.data());
  }

  private static void collect(GraphProto graph, Map<String, List<String>> users) {
    for (NodeProto node : graph.getNodeList()) {
      for (String input : node.getInputList()) {
        users.computeIfAbsent(input, name -> new ArrayList<>()).add(user(node));
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          collect(attribute.getG(), users);
        }
        attribute.getGraphsList().forEach(branch -> collect(branch, users));
      }
    }
  }

  private static String user(NodeProto node) {
    return node.getName().isEmpty()
        ? node.getOpType()
        : node.getOpType() + " '" + node.getName() + "'";
  }
}

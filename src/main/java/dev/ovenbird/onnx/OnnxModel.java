package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import java.util.List;
import java.util.Set;

/**
 * A model, its weights kept apart.
 *
 * @param header everything but the initializers of the main graph
 * @param initializers those, in the model's order
 */
public record OnnxModel(ModelProto header, List<Initializer> initializers) {
  public OnnxModel {
    initializers = List.copyOf(initializers);
    if (header.getGraph().getInitializerCount() > 0) {
      throw new IllegalArgumentException("initializers in the header");
    }
  }

  /** A model as protobuf has it. */
  public static OnnxModel of(ModelProto model) {
    GraphProto graph = model.getGraph().toBuilder().clearInitializer().build();
    return new OnnxModel(
        model.toBuilder().setGraph(graph).build(),
        model.getGraph().getInitializerList().stream().map(Initializer::of).toList());
  }

  /** The main graph, without initializers. */
  public GraphProto graph() {
    return header.getGraph();
  }

  /** The kinds of its nodes; those that are not standard have their domain before them. */
  public Set<String> operators() {
    return OperatorCount.of(header).operators().keySet();
  }

  /** The same model with another graph. */
  public OnnxModel with(GraphProto graph, List<Initializer> initializers) {
    return new OnnxModel(header.toBuilder().setGraph(graph).build(), initializers);
  }
}

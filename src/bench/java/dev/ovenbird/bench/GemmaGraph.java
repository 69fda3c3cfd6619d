package dev.ovenbird.bench;

import static dev.ovenbird.bench.GemmaShape.HIDDEN;
import static dev.ovenbird.bench.GemmaShape.INTERMEDIATE;
import static dev.ovenbird.bench.GemmaShape.LAYERS;
import static dev.ovenbird.bench.GemmaShape.VOCABULARY;
import static dev.ovenbird.bench.GraphBuilder.integer;
import static dev.ovenbird.bench.GraphBuilder.integers;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.OnnxModel;
import java.util.List;

/**
 * The graph of Gemma 3 as PyTorch's exporter writes it: weights of products as {@code [inputs,
 * outputs]}, but the embedding once, for the last product through a Transpose. Without a cache.
 */
final class GemmaGraph {
  private static final String EMBEDDING = "model.embed_tokens.weight";
  private static final float EPSILON = 1e-6f;

  private final GraphBuilder graph = new GraphBuilder();
  private final RandomWeights weights;

  GemmaGraph(RandomWeights weights) {
    this.weights = weights;
  }

  OnnxModel build() {
    String ids = graph.input("input_ids", ElementType.INT64, "batch", "length");
    String mask = graph.input("attention_mask", ElementType.INT64, "batch", "length");
    String positions = graph.input("position_ids", ElementType.INT64, "batch", "length");
    weight(EMBEDDING, VOCABULARY, HIDDEN, 0.04);
    GemmaAttention attention = new GemmaAttention(this, graph, ids, mask, positions);

    String embedded = graph.node("Gather", EMBEDDING, ids);
    String x = graph.node("Mul", embedded, graph.constant((float) Math.sqrt(HIDDEN)));
    for (int layer = 0; layer < LAYERS; layer++) {
      String name = "model.layers." + layer + ".";
      String attended = attention.layer(layer, norm(name + "input_layernorm", x, HIDDEN));
      x = graph.node("Add", x, norm(name + "post_attention_layernorm", attended, HIDDEN));
      String fed = feedForward(name, norm(name + "pre_feedforward_layernorm", x, HIDDEN));
      x = graph.node("Add", x, norm(name + "post_feedforward_layernorm", fed, HIDDEN));
    }
    String last = norm("model.norm", x, HIDDEN);
    String head = graph.node("Transpose", integers("perm", 1L, 0L), EMBEDDING);
    graph.output("logits", "MatMul", last, head, "batch", "length", VOCABULARY);
    return graph.build();
  }

  private String feedForward(String name, String x) {
    String gate = gelu(product(name + "mlp.gate_proj", x, HIDDEN, INTERMEDIATE));
    String up = product(name + "mlp.up_proj", x, HIDDEN, INTERMEDIATE);
    String both = graph.node("Mul", gate, up);
    return product(name + "mlp.down_proj", both, INTERMEDIATE, HIDDEN);
  }

  /** {@code x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³)))}; there is no such operator in opset 18. */
  private String gelu(String x) {
    String half = graph.node("Mul", x, graph.constant(0.5f));
    String cube = graph.node("Pow", x, graph.constant(3));
    String sum = graph.node("Add", x, graph.node("Mul", cube, graph.constant(0.044715f)));
    String scaled = graph.node("Mul", sum, graph.constant((float) Math.sqrt(2 / Math.PI)));
    String curve = graph.node("Add", graph.node("Tanh", scaled), graph.constant(1));
    return graph.node("Mul", half, curve);
  }

  /** {@code x / √(mean(x²) + ε) · (1 + w)} over the last axis. */
  String norm(String name, String x, int width) {
    String square = graph.node("Pow", x, graph.constant(2));
    String mean = graph.node("ReduceMean", integer("keepdims", 1), square, graph.vector(-1));
    String sum = graph.node("Add", mean, graph.constant(EPSILON));
    String inverse = graph.node("Reciprocal", graph.node("Sqrt", sum));
    weight(name + ".weight", 1, width, 0.3);
    String factor = graph.node("Add", name + ".weight", graph.constant(1));
    return graph.node("Mul", graph.node("Mul", x, inverse), factor);
  }

  /** A linear layer without bias. */
  String product(String name, String x, int inputs, int outputs) {
    // Between 0.02 and 0.05, another in each layer and kind.
    double deviation = 0.02 + 0.03 * (Math.floorMod(name.hashCode(), 100) / 99.0);
    return graph.node("MatMul", x, weight(name + ".weight", inputs, outputs, deviation));
  }

  private String weight(String name, int rows, int columns, double deviation) {
    List<Long> shape = rows == 1 ? List.of((long) columns) : List.of((long) rows, (long) columns);
    return graph.weight(
        name, ElementType.FLOAT32, shape, weights.matrix(rows, columns, deviation, 0.3));
  }
}

package dev.ovenbird.bench;

import static dev.ovenbird.bench.GemmaShape.HEAD;
import static dev.ovenbird.bench.GemmaShape.HEADS;
import static dev.ovenbird.bench.GemmaShape.HIDDEN;
import static dev.ovenbird.bench.GraphBuilder.integer;
import static dev.ovenbird.bench.GraphBuilder.integers;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import java.util.List;

/** The attention of Gemma 3: norms of queries and keys, rotary positions, a sliding window. */
final class GemmaAttention {
  private static final float FAR_BELOW = -Float.MAX_VALUE;

  /**
   * How cosine and sine of a layer's positions are called, both {@code [batch, 1, length, HEAD]}.
   */
  private record Rotation(String cosine, String sine) {}

  private final GemmaGraph gemma;
  private final GraphBuilder graph;
  private final Rotation near;
  private final Rotation far;
  private final String windowMask;
  private final String fullMask;

  GemmaAttention(
      GemmaGraph gemma, GraphBuilder graph, String ids, String attentionMask, String positions) {
    this.gemma = gemma;
    this.graph = graph;
    String shape = graph.node("Shape", ids);
    String length = graph.node("Gather", integer("axis", 0), shape, graph.scalar(1));
    String index = graph.node("Range", graph.scalar(0), length, graph.scalar(1));
    String query = graph.node("Unsqueeze", index, graph.vector(1));
    String key = graph.node("Unsqueeze", index, graph.vector(0));
    String causal = graph.node("LessOrEqual", key, query);
    String distance = graph.node("Sub", query, key);
    String within = graph.node("Less", distance, graph.scalar(GemmaShape.WINDOW));
    // 9 is the code of bool.
    String given = graph.node("Cast", integer("to", 9), attentionMask);
    String keys = graph.node("Unsqueeze", given, graph.vector(1, 2));
    fullMask = added(graph.node("And", causal, keys));
    windowMask = added(graph.node("And", graph.node("And", causal, within), keys));
    String column =
        graph.node("Unsqueeze", graph.node("Cast", integer("to", 1), positions), graph.vector(1));
    near = rotation(column, 10_000);
    far = rotation(column, 1_000_000);
  }

  private String added(String allowed) {
    return graph.node("Where", allowed, graph.constant(0), graph.constant(FAR_BELOW));
  }

  private Rotation rotation(String positions, double base) {
    float[] frequencies = new float[HEAD / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) Math.pow(base, -2.0 * i / HEAD);
    }
    String inverse = graph.floats(List.of(1L, (long) frequencies.length, 1L), frequencies);
    String product = graph.node("MatMul", inverse, positions);
    String angles = graph.node("Transpose", integers("perm", 0L, 2L, 1L), product);
    String twice = graph.node("Concat", integer("axis", -1), angles, angles);
    return new Rotation(
        graph.node("Unsqueeze", graph.node("Cos", twice), graph.vector(1)),
        graph.node("Unsqueeze", graph.node("Sin", twice), graph.vector(1)));
  }

  String layer(int layer, String x) {
    String name = "model.layers." + layer + ".self_attn.";
    boolean full = (layer + 1) % GemmaShape.FULL_EVERY == 0;
    Rotation rotation = full ? far : near;
    String query =
        rotate(gemma.norm(name + "q_norm", heads(name + "q_proj", x, HEADS), HEAD), rotation);
    String key = rotate(gemma.norm(name + "k_norm", heads(name + "k_proj", x, 1), HEAD), rotation);
    String value = heads(name + "v_proj", x, 1);

    String turned = graph.node("Transpose", integers("perm", 0L, 1L, 3L, 2L), key);
    String products = graph.node("MatMul", query, turned);
    String scores = graph.node("Mul", products, graph.constant((float) (1 / Math.sqrt(HEAD))));
    String masked = graph.node("Add", scores, full ? fullMask : windowMask);
    String shares = graph.node("Softmax", integer("axis", -1), masked);
    String mixed = graph.node("MatMul", shares, value);
    String joined = graph.node("Transpose", headsSecond(), mixed);
    String flat = graph.node("Reshape", joined, graph.vector(0, 0, HEADS * HEAD));
    return gemma.product(name + "o_proj", flat, HEADS * HEAD, HIDDEN);
  }

  /** {@code [batch, heads, length, HEAD]} */
  private String heads(String name, String x, int heads) {
    String flat = gemma.product(name, x, HIDDEN, heads * HEAD);
    String apart = graph.node("Reshape", flat, graph.vector(0, 0, heads, HEAD));
    return graph.node("Transpose", headsSecond(), apart);
  }

  private static AttributeProto headsSecond() {
    return integers("perm", 0L, 2L, 1L, 3L);
  }

  private String rotate(String x, Rotation rotation) {
    String first = half(x, 0, HEAD / 2);
    String second = half(x, HEAD / 2, HEAD);
    String turned = graph.node("Concat", integer("axis", -1), graph.node("Neg", second), first);
    return graph.node(
        "Add", graph.node("Mul", x, rotation.cosine()), graph.node("Mul", turned, rotation.sine()));
  }

  private String half(String x, int begin, int end) {
    return graph.node("Slice", x, graph.vector(begin), graph.vector(end), graph.vector(-1));
  }
}

package dev.ovenbird.bench;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The most memory that the process of a page has while a model of 300 MB is loaded and answers
 * once; what the process has on a page without a model is taken off.
 *
 * <p>ONNX Runtime itself needs two copies of weights that lie beside a model: the buffer of their
 * file in JavaScript, and what it makes of them in the memory of WebAssembly. How large that memory
 * becomes is seen on the page with plain Transformers.js: it only ever grows, so that its size is
 * what was needed at most.
 */
final class DeliveryMemory {
  private static final int HIDDEN = 1024;
  private static final int INTERMEDIATE = 4096;
  private static final int VOCABULARY = 30522;
  private static final int LAYERS = 5;
  private static final int COPIES = 2;
  private static final String WATCH_WEBASSEMBLY =
      """
      window.memories = [];
      WebAssembly.Memory = class extends WebAssembly.Memory {
        constructor(...wanted) {
          super(...wanted);
          memories.push(this);
        }
      };
      """;
  private static final double MARGIN = 64e6;

  private DeliveryMemory() {}

  static List<DeliveryRow> print(Path folder) throws IOException {
    Path source = source(folder.resolve("source"));
    try (DeliveryHosts hosts = new DeliveryHosts(source, folder)) {
      double size =
          DeliveryHosts.pack(folder.resolve("site")).files().values().stream()
              .mapToLong(file -> file.size())
              .sum();
      double ours;
      try (DeliveryVisit visit = new DeliveryVisit(hosts.ours, DeliveryHosts.DEMO)) {
        ours = peak(visit);
      }
      double plain;
      double webAssembly;
      try (DeliveryVisit visit =
          new DeliveryVisit(hosts.plain, DeliveryHosts.PLAIN + "?dtype=fp32")) {
        visit.browser().beforeEachPage(WATCH_WEBASSEMBLY);
        plain = peak(visit);
        webAssembly =
            visit
                .browser()
                .<Number>script(
                    "return Math.max(...memories.map((memory) => memory.buffer.byteLength))")
                .doubleValue();
      }
      double bound = size + webAssembly + COPIES * MARGIN;
      System.out.printf(
          "ONNX Runtime has %.0f MB in WebAssembly for a file of %.0f MB%n",
          webAssembly / 1e6, size / 1e6);
      return List.of(
          DeliveryRow.of("memory while a model of 300 MB loads", ours / 1e6, plain / 1e6, "MB", 1)
              .print(),
          DeliveryRow.of(
                  "the same, to what ONNX Runtime needs and 64 MB for each of its copies",
                  ours / 1e6,
                  bound / 1e6,
                  "MB",
                  1)
              .print());
    }
  }

  private static double peak(DeliveryVisit visit) {
    visit.goToEmptyPage();
    long before = visit.browser().peakMemory();
    visit.answer();
    return visit.browser().peakMemory() - before;
  }

  /** A site with a sentence encoder of random weights, in fp32. */
  private static Path source(Path folder) throws IOException {
    Path onnx = folder.resolve("models/minilm/model.onnx");
    if (!Files.exists(onnx)) {
      BuildCache.delete(folder);
      Files.createDirectories(onnx.getParent());
      writeModel(onnx);
    }
    Path model = onnx.getParent();
    for (String name : List.of("config.json", "tokenizer_config.json", "golden.txt")) {
      Path file = model.resolve(name);
      Files.deleteIfExists(file);
      Files.copy(Path.of("models/minilm").resolve(name), file);
    }
    Files.writeString(
        model.resolve("model.yaml"),
        """
        title: A large encoder
        task: feature-extraction
        license: Apache-2.0
        onnx: {source: "file:model.onnx", sha256: %s}
        tokenizer: {source: "classpath:/all-minilm-l6-v2-tokenizer.json", sha256: %s}
        files: [config.json, tokenizer_config.json]
        dtypes: [fp32]
        evaluation: {sentences: golden.txt}
        """
            .formatted(Digest.hex(onnx), Digest.hex(MiniLm.tokenizer())));
    Path page = folder.resolve("content/demos/sentence-similarity.md");
    Files.createDirectories(page.getParent());
    Files.writeString(
        page,
        """
        title=A large model
        type=page
        status=published
        ~~~~~~

        <ovenbird-similarity model="minilm">No scripts, no demo.</ovenbird-similarity>
        """);
    return folder;
  }

  private static void writeModel(Path file) throws IOException {
    try (RandomWeights weights = new RandomWeights(file.getParent())) {
      GraphBuilder graph = new GraphBuilder();
      String ids = graph.input("input_ids", ElementType.INT64, "batch", "length");
      graph.input("attention_mask", ElementType.INT64, "batch", "length");
      String x = graph.node("Gather", weight(graph, weights, "embedding", VOCABULARY, HIDDEN), ids);
      for (int layer = 0; layer < LAYERS; layer++) {
        String name = "encoder.layer." + layer + ".";
        String up =
            graph.node(
                "MatMul", x, weight(graph, weights, name + "up.weight", HIDDEN, INTERMEDIATE));
        String down = weight(graph, weights, name + "down.weight", INTERMEDIATE, HIDDEN);
        x = graph.node("Add", x, graph.node("MatMul", graph.node("Tanh", up), down));
      }
      graph.output("last_hidden_state", "Mul", x, graph.constant(1), "batch", "length", HIDDEN);
      OnnxWriter.write(graph.build(), file);
    }
  }

  private static String weight(
      GraphBuilder graph, RandomWeights weights, String name, int rows, int columns) {
    return graph.weight(
        name,
        ElementType.FLOAT32,
        List.of((long) rows, (long) columns),
        weights.matrix(rows, columns, 0.03, 0.3));
  }
}

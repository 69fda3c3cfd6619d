package dev.ovenbird.bench;

import dev.ovenbird.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model with the dimensions of Gemma 3 270M and random weights, made once.
 *
 * <p>Source of the dimensions: {@code config.json} of google/gemma-3-270m.
 */
final class GemmaShape {
  static final int VOCABULARY = 262_144;
  static final int HIDDEN = 640;
  static final int LAYERS = 18;
  static final int HEADS = 4;
  static final int HEAD = 256;
  static final int INTERMEDIATE = 2048;
  static final int WINDOW = 512;

  /** The embedding, of each layer its products and norms, and the last norm. */
  static final long PARAMETERS =
      (long) VOCABULARY * HIDDEN
          + LAYERS * (2L * HIDDEN * (HEADS + 1) * HEAD + 3L * HIDDEN * INTERMEDIATE)
          + LAYERS * (4L * HIDDEN + 2 * HEAD)
          + HIDDEN;

  /** Each sixth layer sees all tokens, the others those of the window. */
  static final int FULL_EVERY = 6;

  private static final Path FOLDER = Path.of("target", "bench", "gemma-3-270m");

  private GemmaShape() {}

  /** The model and its data file. */
  static List<Path> files() throws IOException {
    Path model = FOLDER.resolve("model.onnx");
    Path data = FOLDER.resolve("model.onnx_data");
    // The writer moves the model to its place last.
    if (!Files.exists(model)) {
      System.out.println("Make a model with the shape of Gemma 3 270M in " + FOLDER);
      try (RandomWeights weights = new RandomWeights(FOLDER)) {
        OnnxWriter.writeExternal(new GemmaGraph(weights).build(), model);
      }
    }
    return List.of(model, data);
  }
}

package dev.ovenbird.evaluate;

import java.nio.file.Path;
import java.util.List;

/** Compares a model with one that was made from it. All methods are thread-safe. */
public final class Evaluation {
  /** Changes whenever the same files would give other figures; part of the keys of caches. */
  public static final String VERSION = "2";

  private Evaluation() {}

  /**
   * Encodes sentences with both models and compares the vectors. One model is in memory at a time.
   *
   * @param sentences at least one; the more and the more varied, the better
   * @return {@link Metric#MEAN_COSINE}, {@link Metric#MINIMUM_COSINE} and {@link
   *     Metric#NEAREST_NEIGHBOUR_AGREEMENT}
   * @throws dev.ovenbird.diagnostics.InputException if a file is missing or damaged
   */
  public static Fidelity compareEncoders(
      Path original,
      Path candidate,
      Path tokenizer,
      List<String> sentences,
      TextEncoderOptions options) {
    requireSome(sentences);
    return VectorComparison.of(
        Task.FEATURE_EXTRACTION,
        sentences,
        encode(original, tokenizer, sentences, options),
        encode(candidate, tokenizer, sentences, options));
  }

  /**
   * Lets two causal language models predict each next token of the same passages. Both are in
   * memory, and of their logits, {@code [tokens, vocabulary]}, those of one piece of text; these
   * count towards Java's direct memory, not its heap.
   *
   * <p>A model takes {@code input_ids} and gives {@code logits}; of the other inputs of Optimum's
   * exports ({@code attention_mask}, {@code position_ids}, {@code past_key_values.*}, {@code
   * use_cache_branch}, {@code num_logits_to_keep}) it may want any. Floats may be of 32 or 16 bits.
   *
   * @param passages texts, at least one; all figures are means over their tokens, but the first of
   *     each piece, for which nothing speaks
   * @param maxLength longer passages are read in pieces of so many tokens, special ones included
   * @return {@link Metric#NEXT_TOKEN_AGREEMENT} and the metrics after it
   * @throws dev.ovenbird.diagnostics.InputException if a file is missing or damaged, or the models
   *     do not belong together
   */
  public static Fidelity compareLanguageModels(
      Path original, Path candidate, Path tokenizer, List<String> passages, int maxLength) {
    requireSome(passages);
    if (maxLength < 2) {
      throw new IllegalArgumentException("maxLength " + maxLength);
    }
    return LanguageModelComparison.compare(original, candidate, tokenizer, passages, maxLength);
  }

  /**
   * Shows images to both models and compares what they make of them. One model is in memory at a
   * time, and the outputs of both for all images. A model takes {@code pixel_values [1, 3, H, W]},
   * float32 or float16. Compared is the output {@code logits}, {@code image_embeds}, {@code
   * pooler_output} or {@code last_hidden_state}, whichever is there first, as one long vector.
   *
   * @param preprocessor the model's {@code preprocessor_config.json}
   * @param images PNG or JPEG files, at least one
   * @param task {@link Task#IMAGE_CLASSIFICATION} or {@link Task#IMAGE_FEATURE_EXTRACTION}
   * @return {@link Metric#MEAN_COSINE}, {@link Metric#MINIMUM_COSINE} and, for classifiers, {@link
   *     Metric#CLASS_AGREEMENT}
   * @throws dev.ovenbird.diagnostics.InputException if a file is missing or damaged
   */
  public static Fidelity compareImageModels(
      Path original, Path candidate, Path preprocessor, List<Path> images, Task task) {
    requireSome(images);
    Preprocessor settings = Preprocessor.read(preprocessor);
    return VectorComparison.of(
        task,
        images.stream().map(image -> image.getFileName().toString()).toList(),
        look(original, settings, images),
        look(candidate, settings, images));
  }

  /**
   * What a model that sees images is for: {@link Task#IMAGE_CLASSIFICATION} if it gives {@code
   * logits}, else {@link Task#IMAGE_FEATURE_EXTRACTION}.
   *
   * @throws dev.ovenbird.diagnostics.InputException if it does not see images
   */
  public static Task imageTask(Path onnx) {
    try (ImageModel model = ImageModel.open(onnx)) {
      return model.task();
    }
  }

  /** {@link #compareOutputs(Path, Path, long, int)}, once. */
  public static List<OutputComparison> compareOutputs(Path a, Path b, long seed) {
    return compareOutputs(a, b, seed, 1);
  }

  /**
   * Gives both models the same random inputs and compares what they give. From round to round, what
   * a model leaves open changes: the length of a text, and how much of it lies in the cache.
   *
   * @param seed of the random numbers: the same seed, the same inputs
   * @param rounds how often
   * @return the outputs that both have, in the first one's order
   * @throws dev.ovenbird.diagnostics.InputException if a file is missing or damaged, or the models
   *     do not take the same inputs
   */
  public static List<OutputComparison> compareOutputs(Path a, Path b, long seed, int rounds) {
    try (OutputComparer comparer = new OutputComparer(a, b)) {
      RandomInputs random = new RandomInputs(a, Vocabulary.of(a), seed);
      for (int round = 0; round < rounds; round++) {
        comparer.compare(random.make(comparer.inputs(), round));
      }
      return comparer.outputs();
    }
  }

  /**
   * Gives both models the same inputs from a file and compares what they give.
   *
   * @param inputs JSON: the name of each input, and either nested lists of numbers, {@code [[1,
   *     2]]}, or {@code {"shape": [1, 2], "data": [1, 2]}}
   * @return the outputs that both have, in the first one's order
   * @throws dev.ovenbird.diagnostics.InputException if a file is missing or damaged, or does not
   *     hold what the models want
   */
  public static List<OutputComparison> compareOutputs(Path a, Path b, Path inputs) {
    try (OutputComparer comparer = new OutputComparer(a, b)) {
      comparer.compare(InputFile.read(inputs, comparer.inputs()));
      return comparer.outputs();
    }
  }

  private static float[][] encode(
      Path onnx, Path tokenizer, List<String> sentences, TextEncoderOptions options) {
    try (TextEncoder encoder = TextEncoder.open(onnx, tokenizer, options)) {
      return encoder.encode(sentences);
    }
  }

  private static float[][] look(Path onnx, Preprocessor preprocessor, List<Path> images) {
    try (ImageModel model = ImageModel.open(onnx)) {
      return model.run(preprocessor, images);
    }
  }

  private static void requireSome(List<?> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("nothing to compare on");
    }
  }
}

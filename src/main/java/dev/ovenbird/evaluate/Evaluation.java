package dev.ovenbird.evaluate;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Compares a model with one that was made from it. */
public final class Evaluation {
  /** Changes whenever the same files would give other figures; part of the keys of caches. */
  public static final String VERSION = "1";

  private static final int WORST = 5;

  private Evaluation() {}

  /**
   * Encodes sentences with both models and compares the vectors. One model is in memory at a time.
   * Thread-safe.
   *
   * @param sentences at least one; the more and the more varied, the better
   * @throws dev.ovenbird.diagnostics.InputException if a file is missing or damaged
   */
  public static Fidelity compareEncoders(
      Path original,
      Path candidate,
      Path tokenizer,
      List<String> sentences,
      TextEncoderOptions options) {
    if (sentences.isEmpty()) {
      throw new IllegalArgumentException("no sentences");
    }
    return fidelity(
        sentences,
        encode(original, tokenizer, sentences, options),
        encode(candidate, tokenizer, sentences, options));
  }

  /**
   * Gives both models the same random input and compares what they give.
   *
   * @param seed of the random numbers: the same seed, the same input
   * @return the outputs that both have, in the first one's order
   * @throws dev.ovenbird.diagnostics.InputException if a file is missing or damaged, or the models
   *     do not take the same inputs
   */
  public static List<OutputComparison> compareOutputs(Path a, Path b, long seed) {
    return OutputComparer.compare(a, b, seed);
  }

  static Fidelity fidelity(List<String> sentences, float[][] original, float[][] candidate) {
    List<Example> examples =
        IntStream.range(0, sentences.size())
            .mapToObj(i -> new Example(sentences.get(i), Vectors.cosine(original[i], candidate[i])))
            .toList();
    List<Example> worst =
        examples.stream().sorted(Comparator.comparingDouble(Example::cosine)).limit(WORST).toList();
    return new Fidelity(
        examples.size(),
        examples.stream().mapToDouble(Example::cosine).average().orElseThrow(),
        worst.get(0).cosine(),
        agreement(original, candidate),
        worst);
  }

  private static double agreement(float[][] original, float[][] candidate) {
    if (original.length < 2) {
      return 1;
    }
    return IntStream.range(0, original.length)
            .parallel()
            .filter(i -> nearest(original, i) == nearest(candidate, i))
            .count()
        / (double) original.length;
  }

  private static int nearest(float[][] vectors, int to) {
    int nearest = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < vectors.length; i++) {
      double cosine = i == to ? Double.NEGATIVE_INFINITY : Vectors.cosine(vectors[to], vectors[i]);
      if (cosine > highest) {
        highest = cosine;
        nearest = i;
      }
    }
    return nearest;
  }

  private static float[][] encode(
      Path onnx, Path tokenizer, List<String> sentences, TextEncoderOptions options) {
    try (TextEncoder encoder = TextEncoder.open(onnx, tokenizer, options)) {
      return encoder.encode(sentences);
    }
  }
}

package dev.ovenbird.cli;

import dev.ovenbird.evaluate.Example;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison with the original, for the terminal. */
final class FidelityText {
  private final Terminal terminal;

  FidelityText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Its figures, in short lines. */
  List<String> lines(Fidelity fidelity) {
    String samples = Units.count(fidelity.samples(), fidelity.task().sample());
    return switch (fidelity.task()) {
      case FEATURE_EXTRACTION ->
          List.of(
              cosines(fidelity) + ";",
              "same nearest neighbour for "
                  + shown(fidelity, Metric.NEAREST_NEIGHBOUR_AGREEMENT)
                  + " of "
                  + samples);
      case TEXT_GENERATION -> languageModel(fidelity, samples);
      case IMAGE_CLASSIFICATION ->
          List.of(
              cosines(fidelity) + ";",
              "same class for " + shown(fidelity, Metric.CLASS_AGREEMENT) + " of " + samples);
      case IMAGE_FEATURE_EXTRACTION -> List.of(cosines(fidelity) + ",", "over " + samples);
    };
  }

  /** The samples on which the two are furthest apart. */
  List<String> worst(Fidelity fidelity) {
    List<String> lines = new ArrayList<>();
    lines.add("furthest from the original, in " + fidelity.task().exampleUnit() + ":");
    for (Example example : fidelity.worst()) {
      lines.add(String.format(Locale.ROOT, "  %.5f  %s", example.value(), example.text()));
      if (!example.note().isEmpty()) {
        lines.add("           " + example.note());
      }
    }
    return lines;
  }

  private String cosines(Fidelity fidelity) {
    return "cosine to the original "
        + terminal.bold(shown(fidelity, Metric.MEAN_COSINE))
        + " on average, "
        + shown(fidelity, Metric.MINIMUM_COSINE)
        + " at worst";
  }

  private List<String> languageModel(Fidelity fidelity, String samples) {
    return List.of(
        "same next token as the original for "
            + terminal.bold(shown(fidelity, Metric.NEXT_TOKEN_AGREEMENT))
            + " of "
            + shown(fidelity, Metric.PREDICTIONS)
            + " in "
            + samples
            + ";",
        "perplexity "
            + shown(fidelity, Metric.ORIGINAL_PERPLEXITY)
            + " → "
            + shown(fidelity, Metric.PERPLEXITY)
            + " ("
            + shown(fidelity, Metric.PERPLEXITY_INCREASE)
            + "), mean KL divergence "
            + shown(fidelity, Metric.MEAN_DIVERGENCE)
            + " nats");
  }

  private static String shown(Fidelity fidelity, Metric metric) {
    return metric.show(fidelity.figure(metric));
  }
}

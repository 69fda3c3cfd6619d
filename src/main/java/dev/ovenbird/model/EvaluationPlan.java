package dev.ovenbird.model;

import dev.ovenbird.evaluate.Task;
import dev.ovenbird.quantize.Dtype;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * On what the small versions of a model are compared with it, and how far they may stray.
 *
 * @param samples for text models a file, a sentence in each line or passages between blank lines;
 *     none: those that come with Ovenbird. For models that see images a folder of them
 * @param maxLength in how long pieces a language model reads the passages, in tokens
 * @param limits for each dtype of the descriptor
 */
public record EvaluationPlan(
    Task task, Optional<Path> samples, int maxLength, Map<Dtype, List<Limit>> limits) {

  public EvaluationPlan {
    limits = Map.copyOf(limits);
  }
}

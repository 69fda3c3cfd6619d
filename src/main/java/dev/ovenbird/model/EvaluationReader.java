package dev.ovenbird.model;

import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.quantize.Dtype;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a descriptor's section {@code evaluation}, whose settings depend on the model's task. */
final class EvaluationReader {
  private static final String MAX_LENGTH = "maxLength";

  /** In tokens: the logits of as many, twice, fit a small heap even for large vocabularies. */
  private static final int LENGTH = 128;

  private final YamlSection section;
  private final Task task;

  private EvaluationReader(YamlSection section, Task task) {
    this.section = section;
    this.task = task;
  }

  /**
   * Reads it; what is wrong becomes a diagnostic.
   *
   * @param dtypes those that the model is made into
   */
  static EvaluationPlan read(YamlSection section, Task task, List<Dtype> dtypes) {
    EvaluationReader reader = new EvaluationReader(section, task);
    reader.checkKeys();
    double length = section.number(MAX_LENGTH, LENGTH);
    if (length < 2 || length != Math.rint(length)) {
      section.error(
          section.lineOf(MAX_LENGTH),
          "\"evaluation.maxLength\" is no count of tokens: " + section.text(MAX_LENGTH, ""),
          "Write a whole number, 2 or more.");
    }
    return new EvaluationPlan(task, reader.samples(), (int) length, reader.limits(dtypes));
  }

  private static String samplesKey(Task task) {
    return switch (task) {
      case FEATURE_EXTRACTION -> "sentences";
      case TEXT_GENERATION -> "text";
      case IMAGE_CLASSIFICATION, IMAGE_FEATURE_EXTRACTION -> "images";
    };
  }

  private static Map<String, Metric> limitKeys(Task task) {
    Map<String, Metric> keys = new LinkedHashMap<>();
    switch (task) {
      case FEATURE_EXTRACTION -> {
        keys.put("minimumCosine", Metric.MEAN_COSINE);
        keys.put("minimumAgreement", Metric.NEAREST_NEIGHBOUR_AGREEMENT);
      }
      case TEXT_GENERATION -> {
        keys.put("minimumAgreement", Metric.NEXT_TOKEN_AGREEMENT);
        keys.put("maximumPerplexityIncrease", Metric.PERPLEXITY_INCREASE);
      }
      case IMAGE_CLASSIFICATION -> {
        keys.put("minimumCosine", Metric.MEAN_COSINE);
        keys.put("minimumAgreement", Metric.CLASS_AGREEMENT);
      }
      case IMAGE_FEATURE_EXTRACTION -> keys.put("minimumCosine", Metric.MEAN_COSINE);
    }
    return keys;
  }

  private static List<String> keys(Task task) {
    List<String> keys = new ArrayList<>();
    keys.add(samplesKey(task));
    keys.addAll(limitKeys(task).keySet());
    if (task == Task.TEXT_GENERATION) {
      keys.add(MAX_LENGTH);
    }
    return keys;
  }

  /** A setting of another task is no slip of the pen, and gets another sentence. */
  private void checkKeys() {
    List<String> known = keys(task);
    Set<String> others = new HashSet<>();
    Arrays.stream(Task.values()).map(EvaluationReader::keys).forEach(others::addAll);
    known.forEach(others::remove);
    for (String key : others) {
      if (section.has(key)) {
        section.error(
            section.lineOf(key),
            "\"evaluation." + key + "\" is not for the task " + task.id() + ".",
            "That task has: " + String.join(", ", known) + ".");
      }
    }
    section.allowing(known, others);
  }

  private Optional<Path> samples() {
    String key = samplesKey(task);
    if (task.seesImages()) {
      String path = section.required(key);
      return Optional.of(section.local(key, path, Files::isDirectory, "folder"));
    }
    return Optional.of(section.text(key, ""))
        .filter(path -> !path.isEmpty())
        .map(path -> section.local(key, path, Files::isRegularFile, "file"));
  }

  private Map<Dtype, List<Limit>> limits(List<Dtype> dtypes) {
    Map<Dtype, List<Limit>> limits = new EnumMap<>(Dtype.class);
    limitKeys(task)
        .forEach(
            (key, metric) -> {
              boolean each = section.isSection(key);
              YamlSection written = each ? section.section(key).allowing(dtypeIds()) : section;
              for (Dtype dtype : dtypes) {
                Limit limit = limit(written, each ? dtype.id() : key, key, metric, dtype);
                if (!Double.isNaN(limit.value())) {
                  limits.computeIfAbsent(dtype, fresh -> new ArrayList<>()).add(limit);
                }
              }
            });
    return limits;
  }

  private Limit limit(YamlSection written, String setting, String key, Metric metric, Dtype dtype) {
    double usual = DefaultLimits.of(metric, dtype);
    double value = written.number(setting, usual);
    boolean share = metric != Metric.PERPLEXITY_INCREASE;
    if (value < 0 || (share && value > 1)) {
      section.error(
          written.lineOf(setting),
          "\"evaluation." + key + "\" is out of range: " + written.text(setting, ""),
          share
              ? "Write a number from 0 to 1, such as 0.98."
              : "Write a fraction: 0.05 lets the perplexity rise by 5 %.");
    }
    boolean has = written.has(setting);
    return new Limit(key, metric, value, has ? written.lineOf(setting) : section.lineOf(key), has);
  }

  private static List<String> dtypeIds() {
    return Arrays.stream(Dtype.values()).map(Dtype::id).toList();
  }
}

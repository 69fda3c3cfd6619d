package dev.ovenbird.evaluate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a model is for, named as Transformers.js names it. Decides how two models are compared. */
public enum Task {
  /** Text in, one vector out. Compared on sentences. */
  FEATURE_EXTRACTION("feature-extraction", "sentence", Metric.MEAN_COSINE, "cosine"),
  /** Tokens in, the scores of the next token out. Compared on passages of text. */
  TEXT_GENERATION("text-generation", "passage", Metric.NEXT_TOKEN_AGREEMENT, "nats"),
  /** An image in, the scores of its classes out. */
  IMAGE_CLASSIFICATION("image-classification", "image", Metric.MEAN_COSINE, "cosine"),
  /** An image in, a vector out. */
  IMAGE_FEATURE_EXTRACTION("image-feature-extraction", "image", Metric.MEAN_COSINE, "cosine");

  private final String id;
  private final String sample;
  private final Metric main;
  private final String exampleUnit;

  Task(String id, String sample, Metric main, String exampleUnit) {
    this.id = id;
    this.sample = sample;
    this.main = main;
    this.exampleUnit = exampleUnit;
  }

  /** As in {@code pipeline('feature-extraction', …)}. */
  @JsonValue
  public String id() {
    return id;
  }

  /** What one sample is called: {@code sentence}, {@code passage}, {@code image}. */
  public String sample() {
    return sample;
  }

  /** The figure to show where there is room for one only. */
  public Metric main() {
    return main;
  }

  /** In what {@link Example#value} is measured: {@code cosine} or {@code nats}. */
  public String exampleUnit() {
    return exampleUnit;
  }

  /** Whether it works on images rather than on text. */
  public boolean seesImages() {
    return sample.equals("image");
  }

  /** The task of an identifier, exactly as {@link #id} gives it. */
  public static Optional<Task> of(String id) {
    return Arrays.stream(values()).filter(task -> task.id.equals(id)).findFirst();
  }
}

package dev.ovenbird.evaluate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How true a candidate is to the original it was made from. Jackson writes and reads it as it is.
 *
 * @param task what both models are for; decides which figures there are
 * @param samples how many sentences, passages or images were compared
 * @param figures what was measured, in the order of {@link Metric}
 * @param worst the samples on which the models differ most, worst first, at most five
 */
public record Fidelity(Task task, int samples, Map<Metric, Double> figures, List<Example> worst) {

  public Fidelity {
    figures = Collections.unmodifiableMap(new EnumMap<>(figures));
    worst = List.copyOf(worst);
  }

  /**
   * A figure.
   *
   * @throws IllegalArgumentException if models of this task have no such figure
   */
  public double figure(Metric metric) {
    Double value = figures.get(metric);
    if (value == null) {
      throw new IllegalArgumentException(task.id() + " has no " + metric.id());
    }
    return value;
  }

  /** {@link Metric#MEAN_COSINE}. */
  public double meanCosine() {
    return figure(Metric.MEAN_COSINE);
  }

  /** {@link Metric#MINIMUM_COSINE}. */
  public double minimumCosine() {
    return figure(Metric.MINIMUM_COSINE);
  }

  /** {@link Metric#NEAREST_NEIGHBOUR_AGREEMENT}. */
  public double nearestNeighbourAgreement() {
    return figure(Metric.NEAREST_NEIGHBOUR_AGREEMENT);
  }
}

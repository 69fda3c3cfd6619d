package dev.ovenbird.evaluate;

import java.util.List;

/**
 * How true a candidate is to the original it was made from. Jackson writes and reads it as it is.
 *
 * @param samples how many sentences were compared
 * @param meanCosine mean over the sentences of the cosine between both vectors
 * @param minimumCosine the lowest of them
 * @param nearestNeighbourAgreement share of sentences, 0 to 1, whose nearest other sentence is the
 *     same in both models; 1 when there are fewer than two sentences
 * @param worst the sentences with the lowest cosine, lowest first, at most five
 */
public record Fidelity(
    int samples,
    double meanCosine,
    double minimumCosine,
    double nearestNeighbourAgreement,
    List<Example> worst) {

  public Fidelity {
    worst = List.copyOf(worst);
  }
}

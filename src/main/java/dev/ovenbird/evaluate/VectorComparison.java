package dev.ovenbird.evaluate;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Compares what two models gave for the same samples: {@code [samples][dimension]} each. */
final class VectorComparison {
  static final int WORST = 5;

  private VectorComparison() {}

  /**
   * Compares.
   *
   * @param names of the samples, for people
   */
  static Fidelity of(Task task, List<String> names, float[][] original, float[][] candidate) {
    List<Example> examples =
        IntStream.range(0, names.size())
            .mapToObj(i -> example(names.get(i), original[i], candidate[i]))
            .sorted(Comparator.comparingDouble(Example::value))
            .toList();
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.put(
        Metric.MEAN_COSINE, examples.stream().mapToDouble(Example::value).average().orElseThrow());
    figures.put(Metric.MINIMUM_COSINE, examples.get(0).value());
    if (task == Task.FEATURE_EXTRACTION) {
      figures.put(Metric.NEAREST_NEIGHBOUR_AGREEMENT, sameNeighbour(original, candidate));
    }
    if (task == Task.IMAGE_CLASSIFICATION) {
      figures.put(
          Metric.CLASS_AGREEMENT,
          share(names.size(), i -> Vectors.argMax(original[i]) == Vectors.argMax(candidate[i])));
    }
    return new Fidelity(task, names.size(), figures, examples.stream().limit(WORST).toList());
  }

  private static Example example(String name, float[] original, float[] candidate) {
    double cosine = Vectors.cosine(original, candidate);
    // A model that gives no numbers is as far off as can be.
    return new Example(name, Double.isNaN(cosine) ? -1 : cosine, "");
  }

  private static double sameNeighbour(float[][] original, float[][] candidate) {
    return original.length < 2
        ? 1
        : share(original.length, i -> nearest(original, i) == nearest(candidate, i));
  }

  private static double share(int count, IntPredicate agrees) {
    return IntStream.range(0, count).parallel().filter(agrees).count() / (double) count;
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
}

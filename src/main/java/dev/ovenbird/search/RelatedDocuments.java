package dev.ovenbird.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents that say similar things, by the vectors of their passages in the search's index. */
public final class RelatedDocuments {
  /** Below this cosine of their mean vectors, two documents have little in common. */
  private static final double MINIMUM = 0.25;

  private RelatedDocuments() {}

  /**
   * The documents most like each, the most like it first.
   *
   * @param index a file that {@link SearchIndex} made
   * @param uris of the documents that are compared; one without passages is like no other
   * @param count how many at most
   */
  public static Map<String, List<String>> of(Path index, List<String> uris, int count)
      throws IOException {
    Map<String, float[]> vectors = means(new ObjectMapper().readTree(Files.readAllBytes(index)));
    List<String> known = uris.stream().filter(vectors::containsKey).toList();
    List<float[]> rows = known.stream().map(vectors::get).toList();
    return IntStream.range(0, known.size())
        .parallel()
        .boxed()
        .collect(Collectors.toMap(known::get, row -> nearest(row, known, rows, count)));
  }

  private static Map<String, float[]> means(JsonNode index) throws IOException {
    int dimension = index.get("dimension").asInt();
    byte[] bytes = index.get("vectors").binaryValue();
    Map<String, float[]> sums = new HashMap<>();
    int at = 0;
    for (JsonNode passage : index.get("passages")) {
      String uri = passage.get("url").asText().replaceFirst("#.*", "");
      float[] sum = sums.computeIfAbsent(uri, key -> new float[dimension]);
      for (int i = 0; i < dimension; i++) {
        sum[i] += bytes[at++];
      }
    }
    sums.values().forEach(RelatedDocuments::normalize);
    return sums;
  }

  private static void normalize(float[] vector) {
    double length = 0;
    for (float value : vector) {
      length += value * value;
    }
    float factor = length == 0 ? 0 : (float) (1 / Math.sqrt(length));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  private static List<String> nearest(int row, List<String> uris, List<float[]> rows, int count) {
    record Near(String uri, double cosine) {}
    List<Near> near = new ArrayList<>();
    for (int other = 0; other < rows.size(); other++) {
      double cosine = other == row ? 0 : dot(rows.get(row), rows.get(other));
      if (cosine >= MINIMUM) {
        near.add(new Near(uris.get(other), cosine));
      }
    }
    return near.stream()
        .sorted(Comparator.comparingDouble((Near each) -> -each.cosine()).thenComparing(Near::uri))
        .limit(count)
        .map(Near::uri)
        .toList();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

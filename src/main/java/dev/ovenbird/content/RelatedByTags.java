package dev.ovenbird.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jbake.model.DocumentModel;

/**
 * Posts that share tags. A tag that few posts have says more than one that many have; of those with
 * a common tag only the nearest in time are looked at, so that each post costs the same however
 * many there are.
 */
public final class RelatedByTags {
  /** How many posts are looked at for each tag, to either side. */
  private static final int NEAR = 30;

  private RelatedByTags() {}

  /**
   * The posts most like each, the most like it first.
   *
   * @param posts the newest first
   * @param count how many at most
   */
  public static Map<String, List<DocumentModel>> of(List<DocumentModel> posts, int count) {
    Map<String, List<DocumentModel>> byTag = new HashMap<>();
    for (DocumentModel post : posts) {
      for (String tag : post.getTags()) {
        byTag.computeIfAbsent(tag, name -> new ArrayList<>()).add(post);
      }
    }
    Map<String, Integer> seen = new HashMap<>();
    Map<String, List<DocumentModel>> related = new HashMap<>();
    for (DocumentModel post : posts) {
      Map<DocumentModel, Double> scores = new IdentityHashMap<>();
      for (String tag : post.getTags()) {
        List<DocumentModel> tagged = byTag.get(tag);
        int at = seen.merge(tag, 1, Integer::sum) - 1;
        int to = Math.min(tagged.size(), at + NEAR + 1);
        for (int i = Math.max(0, at - NEAR); i < to; i++) {
          if (i != at) {
            scores.merge(tagged.get(i), 1 / Math.log(1 + tagged.size()), Double::sum);
          }
        }
      }
      related.put(post.getUri(), best(scores, post, count));
    }
    return related;
  }

  private static List<DocumentModel> best(
      Map<DocumentModel, Double> scores, DocumentModel post, int count) {
    return scores.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<DocumentModel, Double>>comparingDouble(entry -> -entry.getValue())
                .thenComparing(entry -> distance(entry.getKey(), post))
                .thenComparing(entry -> entry.getKey().getUri()))
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** In milliseconds. */
  private static long distance(DocumentModel a, DocumentModel b) {
    return Math.abs(a.getDate().getTime() - b.getDate().getTime());
  }
}

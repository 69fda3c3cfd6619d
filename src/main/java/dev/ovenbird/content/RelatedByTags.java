package dev.ovenbird.content;

import dev.ovenbird.parallel.InParallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    Map<String, Tag> byName = new HashMap<>();
    List<Post> tagged = new ArrayList<>(posts.size());
    for (DocumentModel model : posts) {
      Post post = new Post(model, model.getUri(), model.getDate().getTime(), new ArrayList<>());
      for (String name : new LinkedHashSet<>(List.of(model.getTags()))) {
        Tag tag = byName.computeIfAbsent(name, each -> new Tag(new ArrayList<>()));
        post.places().add(new Place(tag, tag.posts().size()));
        tag.posts().add(post);
      }
      tagged.add(post);
    }
    Map<String, List<DocumentModel>> related = new ConcurrentHashMap<>();
    InParallel.forEach(tagged, post -> related.put(post.uri(), nearest(post, count)));
    return related;
  }

  private static List<DocumentModel> nearest(Post post, int count) {
    Map<Post, Score> scores = new IdentityHashMap<>();
    for (Place place : post.places()) {
      List<Post> tagged = place.tag().posts();
      double weight = 1 / Math.log(1 + tagged.size());
      int to = Math.min(tagged.size(), place.index() + NEAR + 1);
      for (int i = Math.max(0, place.index() - NEAR); i < to; i++) {
        if (i != place.index()) {
          Post other = tagged.get(i);
          scores.computeIfAbsent(other, each -> new Score(each, post)).value += weight;
        }
      }
    }
    List<DocumentModel> nearest = new ArrayList<>(count);
    while (nearest.size() < count && !scores.isEmpty()) {
      Score best = Collections.min(scores.values());
      scores.remove(best.post);
      nearest.add(best.post.model());
    }
    return nearest;
  }

  private record Tag(List<Post> posts) {}

  /** Where a post stands among those of a tag. */
  private record Place(Tag tag, int index) {}

  /**
   * @param time in milliseconds
   */
  private record Post(DocumentModel model, String uri, long time, List<Place> places) {}

  /** The least is the best. */
  private static final class Score implements Comparable<Score> {
    private final Post post;
    private final long distance;
    private double value;

    private Score(Post post, Post from) {
      this.post = post;
      distance = Math.abs(post.time() - from.time());
    }

    @Override
    public int compareTo(Score other) {
      int byValue = Double.compare(other.value, value);
      int byDistance = byValue != 0 ? byValue : Long.compare(distance, other.distance);
      return byDistance != 0 ? byDistance : post.uri().compareTo(other.post.uri());
    }
  }
}

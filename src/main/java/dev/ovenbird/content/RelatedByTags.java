package dev.ovenbird.content;

import dev.ovenbird.parallel.InParallel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
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
   * The posts most like each, the most like it first: all by their addresses.
   *
   * @param posts the newest first
   * @param count how many at most
   */
  public static Map<String, List<String>> of(List<DocumentModel> posts, int count) {
    Map<String, List<Integer>> byName = new HashMap<>();
    List<Post> tagged = new ArrayList<>(posts.size());
    for (DocumentModel model : posts) {
      Post post = new Post(model.getUri(), model.getDate().getTime(), new ArrayList<>());
      for (String name : new LinkedHashSet<>(List.of(model.getTags()))) {
        List<Integer> tag = byName.computeIfAbsent(name, each -> new ArrayList<>());
        post.places().add(new Place(tag, tag.size()));
        tag.add(tagged.size());
      }
      tagged.add(post);
    }
    Map<String, List<String>> related = new ConcurrentHashMap<>();
    InParallel.forEach(tagged, post -> related.put(post.uri(), nearest(post, tagged, count)));
    return related;
  }

  private static List<String> nearest(Post post, List<Post> posts, int count) {
    long[] found = found(post);
    SortedSet<Score> best = new TreeSet<>();
    for (int at = 0; at < found.length; ) {
      long index = found[at] >>> Integer.SIZE;
      double value = 0;
      for (; at < found.length && found[at] >>> Integer.SIZE == index; at++) {
        value += post.places().get((int) found[at]).weight();
      }
      Post other = posts.get((int) index);
      Score score = new Score(other, value, Math.abs(other.time() - post.time()));
      if (best.size() < count) {
        best.add(score);
      } else if (count > 0 && score.compareTo(best.last()) < 0) {
        best.remove(best.last());
        best.add(score);
      }
    }
    return best.stream().map(each -> each.post().uri()).toList();
  }

  /**
   * Posts that share a tag: the number of each among all posts, and in the lower half that of the
   * tag among those of the post. Sorted, so that what is found about a post stands together.
   */
  private static long[] found(Post post) {
    LongStream.Builder found = LongStream.builder();
    for (int number = 0; number < post.places().size(); number++) {
      Place place = post.places().get(number);
      int to = Math.min(place.tag().size(), place.index() + NEAR + 1);
      for (int i = Math.max(0, place.index() - NEAR); i < to; i++) {
        if (i != place.index()) {
          found.add((long) place.tag().get(i) << Integer.SIZE | number);
        }
      }
    }
    return found.build().sorted().toArray();
  }

  /**
   * Where a post stands among those of a tag.
   *
   * @param tag the numbers of its posts
   */
  private record Place(List<Integer> tag, int index) {
    double weight() {
      return 1 / Math.log(1 + tag.size());
    }
  }

  /**
   * @param time in milliseconds
   */
  private record Post(String uri, long time, List<Place> places) {}

  /** The least is the best. */
  private record Score(Post post, double value, long distance) implements Comparable<Score> {
    @Override
    public int compareTo(Score other) {
      int byValue = Double.compare(other.value, value);
      int byDistance = byValue != 0 ? byValue : Long.compare(distance, other.distance);
      return byDistance != 0 ? byDistance : post.uri().compareTo(other.post.uri());
    }
  }
}

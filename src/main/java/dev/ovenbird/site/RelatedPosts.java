package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.content.RelatedByTags;
import dev.ovenbird.search.RelatedDocuments;
import dev.ovenbird.search.SearchIndex;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jbake.model.DocumentModel;

/**
 * Which posts are like which.
 *
 * @param key of all they were found by; the same key, the same posts
 * @param byUri the posts most like each, the most like it first: all by their addresses
 */
record RelatedPosts(String key, Map<String, List<String>> byUri) {
  static final RelatedPosts NONE = new RelatedPosts("", Map.of());

  private static final int COUNT = 3;

  /**
   * Finds them by the vectors of the search, and without a search by their tags.
   *
   * @param posts the newest first
   * @param before what an earlier build found
   */
  static RelatedPosts of(
      List<DocumentModel> posts, Optional<SearchIndex.Built> search, RelatedPosts before)
      throws IOException {
    StringBuilder looked = new StringBuilder(search.map(SearchIndex.Built::path).orElse(""));
    for (DocumentModel post : posts) {
      looked.append('\n').append(post.getUri());
      if (search.isEmpty()) {
        looked.append(' ').append(post.getDate().getTime());
        looked.append('\t').append(String.join("\t", post.getTags()));
      }
    }
    String key = Digest.brief(looked.toString());
    if (key.equals(before.key())) {
      return before;
    }
    return new RelatedPosts(
        key, search.isPresent() ? byMeaning(posts, search.get()) : RelatedByTags.of(posts, COUNT));
  }

  private static Map<String, List<String>> byMeaning(
      List<DocumentModel> posts, SearchIndex.Built search) throws IOException {
    return RelatedDocuments.of(
        search.siteFolder().resolve(search.path()),
        posts.stream().map(DocumentModel::getUri).toList(),
        COUNT);
  }
}

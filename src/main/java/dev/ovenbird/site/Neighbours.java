package dev.ovenbird.site;

import dev.ovenbird.content.Document;
import dev.ovenbird.content.MemoryContentStore;
import dev.ovenbird.content.RelatedByTags;
import dev.ovenbird.content.Series;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.search.RelatedDocuments;
import dev.ovenbird.search.SearchIndex;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jbake.model.DocumentModel;

/**
 * What a document's page shows of others: the series it is in, and posts like it. Immutable.
 *
 * @param series all of the site, by name
 * @param places of documents in their series, by their addresses
 * @param related posts, by the addresses of those they are like
 */
record Neighbours(
    List<Series> series,
    Map<String, Series.Place> places,
    Map<String, List<DocumentModel>> related) {
  private static final int RELATED = 3;

  /** Finds them: related posts by the vectors of the search, and without a search by their tags. */
  static Neighbours of(
      List<Document> documents,
      MemoryContentStore store,
      Optional<SearchIndex.Built> search,
      SiteConfig config,
      Diagnostics diagnostics)
      throws IOException {
    List<Series> series = Series.of(documents, config, diagnostics);
    Map<String, Series.Place> places = new HashMap<>();
    for (Series each : series) {
      for (int i = 0; i < each.documents().size(); i++) {
        places.put(each.documents().get(i).getUri(), each.place(i));
      }
    }
    List<DocumentModel> posts = store.getPublishedPosts();
    return new Neighbours(
        series,
        places,
        search.isPresent() ? byMeaning(posts, search.get()) : RelatedByTags.of(posts, RELATED));
  }

  private static Map<String, List<DocumentModel>> byMeaning(
      List<DocumentModel> posts, SearchIndex.Built search) throws IOException {
    Map<String, DocumentModel> byUri =
        posts.stream().collect(Collectors.toMap(DocumentModel::getUri, Function.identity()));
    Map<String, List<DocumentModel>> related = new HashMap<>();
    RelatedDocuments.of(
            search.siteFolder().resolve(search.path()), List.copyOf(byUri.keySet()), RELATED)
        .forEach((uri, others) -> related.put(uri, others.stream().map(byUri::get).toList()));
    return related;
  }

  /** What the template of a document knows beside the document itself. */
  Map<String, Object> variables(DocumentModel document) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("related_posts", related.getOrDefault(document.getUri(), List.of()));
    Series.Place place = places.get(document.getUri());
    if (place != null) {
      variables.put("series", place);
    }
    return variables;
  }
}

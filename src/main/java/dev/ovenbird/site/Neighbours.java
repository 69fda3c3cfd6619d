package dev.ovenbird.site;

import dev.ovenbird.content.Document;
import dev.ovenbird.content.Series;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jbake.model.DocumentModel;

/** What a document's page shows of others: the series it is in, and posts like it. Immutable. */
final class Neighbours {
  private final List<Series> series;
  private final Map<String, Series.Place> places = new HashMap<>();
  private final RelatedPosts related;
  private final Map<String, DocumentModel> byUri = new HashMap<>();

  Neighbours(
      List<Document> documents, RelatedPosts related, SiteConfig config, Diagnostics diagnostics) {
    this.series = Series.of(documents, config, diagnostics);
    this.related = related;
    for (Series each : series) {
      for (int i = 0; i < each.documents().size(); i++) {
        places.put(each.documents().get(i).getUri(), each.place(i));
      }
    }
    documents.forEach(document -> byUri.put(document.uri(), document.model()));
  }

  /** All series of the site, by name. */
  List<Series> series() {
    return series;
  }

  /** What the template of a document knows beside the document itself. */
  Map<String, Object> variables(String uri) {
    Map<String, Object> variables = new HashMap<>();
    List<String> like = related.byUri().getOrDefault(uri, List.of());
    variables.put("related_posts", like.stream().map(byUri::get).toList());
    Series.Place place = places.get(uri);
    if (place != null) {
      variables.put("series", place);
    }
    return variables;
  }
}

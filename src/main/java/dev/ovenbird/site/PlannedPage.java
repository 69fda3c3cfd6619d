package dev.ovenbird.site;

import dev.ovenbird.content.Document;
import java.util.Map;
import java.util.Optional;
import org.jbake.app.ContentStore;

/**
 * A page that is to be rendered.
 *
 * @param path where it will stand, from the site's root, decoded
 * @param rootPath the way from it to the site's root: {@code ../}, or empty
 * @param template that renders it
 * @param variables its own, beside those that all pages have
 * @param store the documents, with this page's paging cursor
 * @param document it shows; empty for lists
 */
record PlannedPage(
    String path,
    String rootPath,
    String template,
    Map<String, Object> variables,
    ContentStore store,
    Optional<Document> document) {

  boolean isHtml() {
    return path.endsWith(".html");
  }
}

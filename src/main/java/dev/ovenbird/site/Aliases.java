package dev.ovenbird.site;

import dev.ovenbird.content.Document;
import dev.ovenbird.content.SiteAddress;
import dev.ovenbird.diagnostics.Diagnostics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jbake.app.ContentStore;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;

/** Pages at former addresses of documents that send readers on to the present ones. */
final class Aliases {
  private static final String TARGET = "target";

  private Aliases() {}

  /**
   * A page for each alias; complains about those that are taken.
   *
   * @param taken paths of the site's other pages
   */
  static List<PlannedPage> plan(
      List<Document> documents, Set<String> taken, ContentStore store, Diagnostics diagnostics) {
    Map<String, PlannedPage> pages = new HashMap<>();
    for (Document document : documents) {
      for (String alias : document.aliases()) {
        PlannedPage page = page(alias, document.model(), store);
        if (taken.contains(alias) || pages.putIfAbsent(alias, page) != null) {
          diagnostics.error(
              document.file(),
              document.headLines().getOrDefault("aliases", 1),
              alias.replaceFirst("(^|/)index\\.html$", ""),
              "There is another page at this alias: " + alias,
              "Remove the alias, or move the other page.");
        }
      }
    }
    return pages.values().stream().sorted((a, b) -> a.path().compareTo(b.path())).toList();
  }

  private static PlannedPage page(String alias, DocumentModel document, ContentStore store) {
    DocumentModel content = new DocumentModel();
    content.setType("redirect");
    content.setTitle(document.getTitle());
    content.setRootPath(SiteAddress.root(alias));
    String folder = document.getNoExtensionUri();
    String target = folder == null ? document.getUri() : folder;
    return new PlannedPage(
        alias,
        SiteAddress.root(alias),
        "redirect.ftl",
        Map.of(
            ModelAttributes.CONTENT,
            content,
            TARGET,
            SiteAddress.relative(alias, target),
            "targetUri",
            target),
        store,
        Optional.empty());
  }

  /**
   * Rules for hosts that read {@code _redirects}, as Netlify and Cloudflare Pages do: an answer
   * with status 301 is quicker for readers, and all that search engines understand.
   */
  static String rules(List<Document> documents, String basePath) {
    StringBuilder text = new StringBuilder();
    for (Document document : documents) {
      String folder = document.model().getNoExtensionUri();
      String target = folder == null ? document.uri() : folder;
      for (String alias : document.aliases()) {
        String from = alias.replaceFirst("(^|/)index\\.html$", "$1").replace(" ", "%20");
        text.append(basePath).append(from).append(' ');
        text.append(basePath).append(target).append(" 301\n");
      }
    }
    return text.toString();
  }
}

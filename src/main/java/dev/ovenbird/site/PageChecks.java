package dev.ovenbird.site;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what finished pages refer to: links and models. */
final class PageChecks {
  private PageChecks() {}

  /**
   * @param html the facts of all pages that were rendered, by their paths
   * @param wrong where documents would be published whose mistakes were told already
   */
  static void check(
      List<PlannedPage> pages,
      Map<String, HtmlPage> html,
      Set<String> wrong,
      SiteFiles files,
      SiteModels models,
      SiteConfig config,
      Diagnostics diagnostics) {
    Set<String> excused = new HashSet<>(wrong);
    pages.forEach(page -> excused.add(page.path()));
    LinkChecker links =
        new LinkChecker(
            files.paths(), html, excused, config.basePath(), config.templateFolder(), diagnostics);
    for (PlannedPage page : pages) {
      HtmlPage facts = html.get(page.path());
      if (facts != null) {
        links.check(page);
        facts.models().forEach(use -> models.check(page, use, diagnostics));
      }
    }
  }
}

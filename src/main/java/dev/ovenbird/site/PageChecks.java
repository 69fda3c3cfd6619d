package dev.ovenbird.site;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Severity;
import dev.ovenbird.parallel.InParallel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what finished pages refer to: links and models. */
final class PageChecks {
  private PageChecks() {}

  /**
   * @param html the facts of all pages, by their paths
   * @param rendered the paths of those pages that were rendered now
   * @param before what an earlier build left that was made with the same settings
   * @param wrong where documents would be published whose mistakes were told already
   */
  static void check(
      List<PlannedPage> pages,
      Map<String, HtmlPage> html,
      Set<String> rendered,
      BuildMemory before,
      Set<String> wrong,
      SiteFiles files,
      SiteModels models,
      SiteConfig config,
      Diagnostics diagnostics) {
    Set<String> excused = new HashSet<>(wrong);
    pages.forEach(page -> excused.add(page.path()));
    LinkChecker checker = new LinkChecker(files.paths(), html, excused, config.basePath());
    LinkComplaints complaints = new LinkComplaints(config.templateFolder(), diagnostics);
    List<PlannedPage> checked =
        pages.stream().filter(page -> html.containsKey(page.path())).toList();
    // What a page of an earlier build linked to was there then.
    List<PlannedPage> followed =
        keepsTargets(html, rendered, before, files)
            ? checked.stream().filter(page -> rendered.contains(page.path())).toList()
            : checked;
    List<List<LinkChecker.Wrong>> wrongLinks =
        InParallel.map(followed, page -> checker.wrongOf(page.path()));
    for (int i = 0; i < followed.size(); i++) {
      PlannedPage page = followed.get(i);
      for (LinkChecker.Wrong link : wrongLinks.get(i)) {
        complaints.add(
            Severity.ERROR, page, link.written(), link.target(), link.message(), link.hint());
      }
      html.get(page.path()).repeatedIds().forEach(id -> complaints.aboutId(page, id));
    }
    for (PlannedPage page : checked) {
      html.get(page.path()).models().forEach(use -> models.check(page, use, diagnostics));
    }
  }

  /** Whether all that could be linked to after an earlier build is still there. */
  private static boolean keepsTargets(
      Map<String, HtmlPage> html, Set<String> rendered, BuildMemory before, SiteFiles files) {
    return !before.pages().isEmpty()
        && files.paths().containsAll(before.outputs().keySet())
        && rendered.stream().allMatch(path -> keepsIds(html.get(path), before.pages().get(path)));
  }

  private static boolean keepsIds(HtmlPage page, RememberedPage before) {
    return before == null
        || before.html() == null
        || page != null && page.ids().containsAll(before.html().ids());
  }
}

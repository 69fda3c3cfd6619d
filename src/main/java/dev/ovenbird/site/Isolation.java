package dev.ovenbird.site;

import dev.ovenbird.content.SiteConfig;
import java.util.List;

/**
 * Which pages are cross-origin isolated. Browsers give threads to WebAssembly only there; in turn,
 * such a page cannot talk to a window of another site that it opens, nor show what another site
 * does not allow to be shown.
 *
 * @param on whether any page is; {@code ovenbird.isolation} in the settings
 * @param except pages that are not, from the site's root, sorted: {@code isolation=off} in the head
 */
record Isolation(boolean on, List<String> except) {
  static Isolation of(SiteConfig config, List<PlannedPage> pages) {
    return new Isolation(
        config.isolatesPages(),
        pages.stream().filter(Isolation::isExcept).map(PlannedPage::path).sorted().toList());
  }

  private static boolean isExcept(PlannedPage page) {
    return page.document()
        .map(document -> "off".equals(document.model().get("isolation")))
        .orElse(false);
  }
}

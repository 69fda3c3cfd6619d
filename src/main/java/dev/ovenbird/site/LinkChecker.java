package dev.ovenbird.site;

import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Severity;
import dev.ovenbird.diagnostics.Suggestion;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Follows every link of the site to a page, a file or a heading of the site itself. */
final class LinkChecker {
  private final Set<String> paths;
  private final Map<String, HtmlPage> pages;
  private final Set<String> excused;
  private final String basePath;
  private final LinkComplaints complaints;
  private final Map<String, Set<String>> good = new HashMap<>();
  private int complained;

  /**
   * @param paths of all files of the output, decoded
   * @param pages by their paths
   * @param excused paths that are missing for a reason that was told already
   * @param basePath of the site on its host
   */
  LinkChecker(
      Set<String> paths,
      Map<String, HtmlPage> pages,
      Set<String> excused,
      String basePath,
      Path templates,
      Diagnostics diagnostics) {
    this.paths = paths;
    this.pages = pages;
    this.excused = excused;
    this.basePath = basePath;
    this.complaints = new LinkComplaints(templates, diagnostics);
  }

  void check(PlannedPage page) {
    // Most links of a page stand on all others of its folder, too.
    String folder = page.path().substring(0, page.path().lastIndexOf('/') + 1);
    Set<String> known = good.computeIfAbsent(folder, any -> new HashSet<>());
    for (String link : pages.get(page.path()).links()) {
      if (!known.contains(link)) {
        check(page, link, known);
      }
    }
    for (String id : pages.get(page.path()).repeatedIds()) {
      checkRepeated(page, id);
    }
  }

  private void checkRepeated(PlannedPage page, String id) {
    String message = "Several elements of the page have the id \"" + id + "\".";
    String hint = "A link leads to the first of them only; give the others an id of their own.";
    complaints.aboutId(page, id, message, hint);
  }

  private void check(PlannedPage page, String link, Set<String> known) {
    int before = complained;
    follow(page, link);
    if (complained == before && !link.isEmpty() && link.charAt(0) != '#' && link.charAt(0) != '?') {
      known.add(link);
    }
  }

  private void follow(PlannedPage page, String link) {
    URI uri;
    try {
      uri = new URI(link.strip().replace(" ", "%20"));
    } catch (URISyntaxException e) {
      complain(page, link, link, "This is no address: " + link, "");
      return;
    }
    if (uri.isOpaque() || uri.getScheme() != null || uri.getRawAuthority() != null) {
      return;
    }
    String path = uri.getPath();
    if (path.startsWith("/") && !path.startsWith(basePath)) {
      complain(
          page,
          link,
          link,
          "This link leads out of the site, which stands at " + basePath + ": " + link,
          "Write it relative to the page, without the slash at the beginning.");
      return;
    }
    String target = path.isEmpty() ? page.path() : resolve(page.path(), path);
    if (target == null || !exists(target)) {
      if (target == null || !excused.contains(file(target))) {
        complain(page, link, target, "There is nothing at " + link, hint(target));
      }
      return;
    }
    HtmlPage found = pages.get(file(target));
    String fragment = uri.getFragment();
    if (found != null && fragment != null && !fragment.isEmpty() && !fragment.equals("top")) {
      if (!found.ids().contains(fragment)) {
        complain(
            page,
            link,
            file(target) + "#" + fragment,
            "No heading of " + file(target) + " has the id \"" + fragment + "\".",
            Suggestion.forWord(fragment, found.ids()));
      }
    }
  }

  /** A path from the site's root; null when it leaves the site. */
  private String resolve(String from, String link) {
    String joined =
        link.startsWith("/")
            ? link.substring(basePath.length())
            : from.substring(0, from.lastIndexOf('/') + 1) + link;
    Deque<String> parts = new ArrayDeque<>();
    for (String part : joined.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          return null;
        }
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    String path = String.join("/", parts);
    return joined.matches("(.*/)?\\.{0,2}") && !path.isEmpty() ? path + "/" : path;
  }

  private boolean exists(String target) {
    return paths.contains(file(target));
  }

  private static String file(String target) {
    return target.isEmpty() || target.endsWith("/") ? target + "index.html" : target;
  }

  private String hint(String target) {
    if (target == null) {
      return "It leads above the site's root.";
    }
    return Suggestion.forWord(target, pages.keySet());
  }

  private void complain(PlannedPage page, String link, String target, String message, String hint) {
    complained++;
    complaints.add(Severity.ERROR, page, link, target, message, hint);
  }
}

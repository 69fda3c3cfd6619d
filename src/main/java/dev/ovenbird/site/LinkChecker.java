package dev.ovenbird.site;

import dev.ovenbird.diagnostics.Suggestion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows every link of the site to a page, a file or a heading of the site itself. Thread-safe.
 */
final class LinkChecker {
  private final Set<String> paths;
  private final Map<String, HtmlPage> pages;
  private final Set<String> excused;
  private final String basePath;
  private final Map<String, Set<String>> good = new ConcurrentHashMap<>();

  /**
   * A link that leads nowhere.
   *
   * @param written as it stands on the page
   * @param target by which the same link is known on other pages; null when it leaves the site
   * @param message what is wrong
   */
  record Wrong(String written, String target, String message, String hint) {}

  /**
   * @param paths of all files of the output, decoded
   * @param pages by their paths
   * @param excused paths that are missing for a reason that was told already
   * @param basePath of the site on its host
   */
  LinkChecker(
      Set<String> paths, Map<String, HtmlPage> pages, Set<String> excused, String basePath) {
    this.paths = paths;
    this.pages = pages;
    this.excused = excused;
    this.basePath = basePath;
  }

  /** The links of a page that lead nowhere, in its order. */
  List<Wrong> wrongOf(String page) {
    // Most links of a page stand on all others of its folder, too.
    Set<String> known =
        good.computeIfAbsent(
            page.substring(0, page.lastIndexOf('/') + 1), any -> ConcurrentHashMap.newKeySet());
    List<Wrong> wrong = new ArrayList<>();
    for (String link : pages.get(page).links()) {
      if (!known.contains(link)) {
        Wrong found = follow(page, link);
        if (found != null) {
          wrong.add(found);
        } else if (!link.isEmpty() && link.charAt(0) != '#' && link.charAt(0) != '?') {
          known.add(link);
        }
      }
    }
    return wrong;
  }

  /** Null for a link that leads somewhere, or out of the site. */
  private Wrong follow(String page, String link) {
    URI uri;
    try {
      uri = new URI(link.strip().replace(" ", "%20"));
    } catch (URISyntaxException e) {
      return new Wrong(link, link, "This is no address: " + link, "");
    }
    if (uri.isOpaque() || uri.getScheme() != null || uri.getRawAuthority() != null) {
      return null;
    }
    String path = uri.getPath();
    if (path.startsWith("/") && !path.startsWith(basePath)) {
      return new Wrong(
          link,
          link,
          "This link leads out of the site, which stands at " + basePath + ": " + link,
          "Write it relative to the page, without the slash at the beginning.");
    }
    String target = path.isEmpty() ? page : resolve(page, path);
    if (target == null || !paths.contains(file(target))) {
      return target != null && excused.contains(file(target))
          ? null
          : new Wrong(link, target, "There is nothing at " + link, hint(target));
    }
    HtmlPage found = pages.get(file(target));
    String fragment = uri.getFragment();
    if (found == null
        || fragment == null
        || fragment.isEmpty()
        || fragment.equals("top")
        || found.ids().contains(fragment)) {
      return null;
    }
    return new Wrong(
        link,
        file(target) + "#" + fragment,
        "No heading of " + file(target) + " has the id \"" + fragment + "\".",
        Suggestion.forWord(fragment, found.ids()));
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
    String last = joined.substring(joined.lastIndexOf('/') + 1);
    boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
    return folder && !path.isEmpty() ? path + "/" : path;
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
}

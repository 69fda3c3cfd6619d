package dev.ovenbird.site;

import dev.ovenbird.content.Document;
import dev.ovenbird.content.WrittenLink;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows every link of the site to a page, a file or a heading of the site itself. */
final class LinkChecker {
  private final Set<String> paths;
  private final Map<String, HtmlPage> pages;
  private final Set<String> excused;
  private final String basePath;
  private final Path templates;
  private final Diagnostics diagnostics;
  private final Set<String> complained = new HashSet<>();

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
    this.templates = templates;
    this.diagnostics = diagnostics;
  }

  void check(PlannedPage page) {
    for (String link : pages.get(page.path()).links()) {
      check(page, link);
    }
    for (String id : pages.get(page.path()).repeatedIds()) {
      checkRepeated(page, id);
    }
  }

  private void checkRepeated(PlannedPage page, String id) {
    String message = "Several elements of the page have the id \"" + id + "\".";
    String hint = "A link leads to the first of them only; give the others an id of their own.";
    String attribute = "id=\"" + id + "\"";
    Optional<Document> document = page.document();
    if (document.isPresent() && document.get().body().contains(attribute)) {
      Document source = document.get();
      String inBraces = "{#" + id;
      int last =
          Math.max(source.lastLineContaining(inBraces), source.lastLineContaining(attribute));
      diagnostics.error(source.file(), last, id, message, hint);
    } else if (complained.add(page.template() + " " + attribute)) {
      diagnostics.error(
          templates.resolve(page.template()), 0, message + " (on " + page.path() + ")", hint);
    }
  }

  private void check(PlannedPage page, String link) {
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
    Optional<Document> document = page.document();
    List<WrittenLink> written =
        document.map(Document::links).orElse(List.of()).stream()
            .filter(each -> each.href().equals(link))
            .toList();
    if (!written.isEmpty()) {
      for (WrittenLink place : written) {
        diagnostics.add(
            Diagnostic.error(document.get().file(), place.line(), message, hint)
                .at(place.column(), place.written().length()));
      }
      return;
    }
    List<Integer> lines = document.map(source -> source.linesWithAddress(link)).orElse(List.of());
    if (!lines.isEmpty()) {
      Path file = document.get().file();
      lines.forEach(line -> diagnostics.error(file, line, link, message, hint));
    } else if (document.isPresent() && document.get().body().contains(link)) {
      diagnostics.error(document.get().file(), 0, message, hint);
    } else {
      // Not in the text, so the template wrote it, and on many pages. One is enough to show where.
      if (!complained.add(page.template() + " " + target)) {
        return;
      }
      diagnostics.error(
          templates.resolve(page.template()), 0, message + " (on " + page.path() + ")", hint);
    }
  }
}

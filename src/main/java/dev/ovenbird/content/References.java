package dev.ovenbird.content;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.trace.Reads;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where links between the files of the content folder lead on the site: an author writes {@code
 * other-post.md#section}, as editors and code hosts understand it, and readers get the other post's
 * address. Immutable and thread-safe.
 */
final class References {
  private static final Pattern LINK = Pattern.compile("([^?#]*)(.*)", Pattern.DOTALL);
  private static final Pattern ELSEWHERE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*|//.*");
  private static final Pattern SOURCE = Pattern.compile("(?i).*\\.(md|markdown|adoc|ad|asciidoc)");

  /** What a link becomes when it is wrong: one that nobody has to complain about again. */
  private static final String TOLD = "#top";

  private final Map<String, SourceDocument> byPath = new HashMap<>();
  private final Map<String, SourceDocument> byJbakeUri = new HashMap<>();
  private final Set<String> files;
  private final Set<String> wrong;
  private final Reads reads;
  private final Diagnostics diagnostics;

  /**
   * @param documents of the site, those that are not shown included
   * @param files that are copied as they are, from the content folder
   * @param wrong paths of documents that are left out since a mistake in them was told already
   */
  References(
      Collection<SourceDocument> documents,
      Set<String> files,
      Set<String> wrong,
      Reads reads,
      Diagnostics diagnostics) {
    this.reads = reads;
    for (SourceDocument document : documents) {
      byPath.put(document.path(), document);
      byJbakeUri.put(decoded(document.jbakeUri()), document);
    }
    this.files = files;
    this.wrong = wrong;
    this.diagnostics = diagnostics;
  }

  /**
   * What a link would become now.
   *
   * @param input its kind left out: the document's path and, in a second line, the link
   */
  String target(String input) {
    String[] parts = input.split("\n", 2);
    SourceDocument from = byPath.get(parts[0]);
    // Where it is wrong, that is no way to say so: the text is made anew, and says it then.
    Diagnostics unheard = new Diagnostics();
    return from == null ? null : resolve(from, parts[1], new TextPlace(1, 1), unheard);
  }

  /**
   * What a link of a document becomes.
   *
   * @param place where it stands, for a complaint
   */
  String resolve(SourceDocument from, String link, TextPlace place) {
    Matcher parts = LINK.matcher(link);
    if (!parts.matches() || parts.group(1).isEmpty() || ELSEWHERE.matcher(link).matches()) {
      return link;
    }
    reads.read("link " + from.path() + "\n" + link);
    return resolve(from, link, place, diagnostics);
  }

  private String resolve(
      SourceDocument from, String link, TextPlace place, Diagnostics diagnostics) {
    Matcher parts = LINK.matcher(link);
    if (!parts.matches()) {
      return link;
    }
    String path = decoded(parts.group(1));
    String target =
        path.startsWith("/") ? path.substring(1) : SiteAddress.resolve(from.path(), path);
    if (target == null) {
      return link;
    }
    SourceDocument document = byPath.get(target);
    if (document != null) {
      return document.shown()
          ? SiteAddress.relative(from.model().getUri(), document.address()) + parts.group(2)
          : hidden(from, link, place, document, diagnostics);
    }
    if (from.hasPermalink() && !path.startsWith("/") && files.contains(target)) {
      return SiteAddress.relative(from.model().getUri(), encoded(target)) + parts.group(2);
    }
    SourceDocument published = byJbakeUri.get(target);
    if (published != null
        && published.shown()
        && !path.startsWith("/")
        && (from.hasPermalink() || published.hasPermalink())) {
      return SiteAddress.relative(from.model().getUri(), published.address()) + parts.group(2);
    }
    if (SOURCE.matcher(target).matches() && !files.contains(target)) {
      return wrong.contains(target) ? TOLD : missing(from, link, place, target, diagnostics);
    }
    return link;
  }

  private String hidden(
      SourceDocument from,
      String link,
      TextPlace place,
      SourceDocument document,
      Diagnostics diagnostics) {
    complain(
        from.file(),
        place,
        link,
        "This link leads to what is not published: " + link,
        "Its status is "
            + document.head().values().getOrDefault("status", "draft")
            + "; publish it first, or build with drafts and future posts.",
        diagnostics);
    return TOLD;
  }

  private String missing(
      SourceDocument from, String link, TextPlace place, String target, Diagnostics diagnostics) {
    String nearest = Suggestion.nearest(target, byPath.keySet());
    complain(
        from.file(),
        place,
        link,
        "There is no document " + target + ", to which this link leads.",
        nearest.isEmpty()
            ? "Write the path from this file to the other."
            : "Did you mean \"" + SiteAddress.relative(from.path(), nearest) + "\"?",
        diagnostics);
    return TOLD;
  }

  private static void complain(
      Path file,
      TextPlace place,
      String link,
      String message,
      String hint,
      Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.error(file, place.line(), message, hint).at(place.column(), link.length()));
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  private static String encoded(String path) {
    return List.of(path.split("/")).stream()
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}

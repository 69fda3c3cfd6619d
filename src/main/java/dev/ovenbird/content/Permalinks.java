package dev.ovenbird.content;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jbake.model.DocumentModel;

/**
 * Where documents are published: in JBake's way beside their file's path, or by a pattern such as
 * {@code permalink.post=:year/:month/:slug/}. Thread-safe.
 */
final class Permalinks {
  private static final Pattern PART = Pattern.compile(":([A-Za-z]+)");
  private static final List<String> PARTS =
      List.of("year", "month", "day", "slug", "title", "name", "folder", "type");

  private final SiteConfig config;

  Permalinks(SiteConfig config) {
    this.config = config;
  }

  /** Complains about patterns in the settings that are none. */
  void check(Diagnostics diagnostics) {
    for (String type : config.documentTypes()) {
      String key = "permalink." + type;
      String pattern = config.text(key, "");
      Matcher parts = PART.matcher(pattern);
      while (parts.find()) {
        if (!PARTS.contains(parts.group(1))) {
          diagnostics.add(
              config
                  .wrong(
                      key,
                      "Unknown part of a permalink: " + parts.group(),
                      Suggestion.orList(parts.group(1), PARTS))
                  .about(parts.group()));
        }
      }
      if (leavesTheSite(pattern)) {
        diagnostics.add(config.wrong(key, "This permalink leads out of the site: " + pattern, ""));
      }
    }
  }

  /**
   * Sets a document's address.
   *
   * @param path of its file, from the content folder
   * @return where JBake would publish it; null, with a diagnostic, when there is no address for it
   */
  String place(
      Path file, String path, FrontMatter head, DocumentModel model, Diagnostics diagnostics) {
    String jbakeUri = jbakeUri(path);
    Object own = model.get("permalink");
    String key = "permalink." + model.getType();
    String pattern = own == null ? config.text(key, "") : own.toString().strip();
    if (pattern.isEmpty()) {
      set(model, jbakeUri, jbakeUri);
      if (hasNoExtension(path)) {
        model.setNoExtensionUri(jbakeUri.substring(0, jbakeUri.lastIndexOf('/') + 1));
      }
      return jbakeUri;
    }
    boolean needsDate = PART.matcher(pattern).results().anyMatch(Permalinks::isOfTheDate);
    if (needsDate && model.getDate() == null) {
      diagnostics.error(
          file,
          head.lineOf("title"),
          "The document has no date, which is a part of its address: " + pattern,
          "Add a line like date=2026-01-31, or take the date out of " + key + ".");
      return null;
    }
    if (leavesTheSite(pattern)) {
      diagnostics.add(
          Diagnostic.error(
                  file,
                  head.lineOf("permalink"),
                  "This permalink leads out of the site: " + pattern,
                  "Write a path from the site's root, like guides/first-steps/.")
              .about(pattern));
      return null;
    }
    String filled = filled(pattern, path, model).replaceAll("^/+|(?<=/)/+", "").replace(" ", "%20");
    if (filled.isEmpty() || filled.endsWith("/")) {
      set(model, filled + "index" + config.outputExtension(), jbakeUri);
      model.setNoExtensionUri(filled);
    } else {
      boolean hasExtension = filled.substring(filled.lastIndexOf('/') + 1).contains(".");
      set(model, hasExtension ? filled : filled + config.outputExtension(), jbakeUri);
    }
    return jbakeUri;
  }

  private static boolean isOfTheDate(MatchResult part) {
    return List.of("year", "month", "day").contains(part.group(1));
  }

  private static boolean leavesTheSite(String pattern) {
    return Arrays.asList(pattern.split("/")).contains("..") || pattern.contains("://");
  }

  private static void set(DocumentModel model, String uri, String jbakeUri) {
    model.setUri(uri);
    model.setSourceUri(jbakeUri);
    model.setRootPath(SiteAddress.root(uri));
  }

  private String filled(String pattern, String path, DocumentModel model) {
    String name = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    return PART.matcher(pattern)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(
                    switch (part.group(1)) {
                      case "year" -> String.format(Locale.ROOT, "%04d", day(model).getYear());
                      case "month" ->
                          String.format(Locale.ROOT, "%02d", day(model).getMonthValue());
                      case "day" -> String.format(Locale.ROOT, "%02d", day(model).getDayOfMonth());
                      case "slug" -> encoded(Objects.toString(model.get("slug"), Slug.of(name)));
                      case "title" -> encoded(Slug.of(model.getTitle()));
                      case "name" -> encoded(name);
                      case "folder" ->
                          path.contains("/")
                              ? encoded(path.substring(0, path.lastIndexOf('/')))
                              : "";
                      case "type" -> model.getType();
                      // Complained about already, once for all documents.
                      default -> part.group(1);
                    }));
  }

  private LocalDate day(DocumentModel model) {
    return model.getDate().toInstant().atZone(config.timeZone()).toLocalDate();
  }

  private static String encoded(String segment) {
    return Arrays.stream(segment.split("/"))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  /** Where a document is published, in JBake's way: beside its file, percent-encoded. */
  String jbakeUri(String path) {
    return encoded(path.substring(0, path.lastIndexOf('.')))
        + (hasNoExtension(path) ? "/index" : "")
        + config.outputExtension();
  }

  private boolean hasNoExtension(String path) {
    String prefix = config.text("uri.noExtension.prefix", "");
    return config.isTrue("uri.noExtension", false)
        && !prefix.isEmpty()
        && ("/" + path).startsWith(prefix);
  }
}

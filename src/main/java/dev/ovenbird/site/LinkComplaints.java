package dev.ovenbird.site;

import dev.ovenbird.content.Document;
import dev.ovenbird.content.WrittenLink;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Severity;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the place in a source where something wrong of a finished page was written. */
final class LinkComplaints {
  private final Path templates;
  private final Diagnostics diagnostics;
  private final Set<String> complained = new HashSet<>();

  LinkComplaints(Path templates, Diagnostics diagnostics) {
    this.templates = templates;
    this.diagnostics = diagnostics;
  }

  /**
   * Complains about a link, wherever an author wrote it; about one of a template only once.
   *
   * @param link as it stands on the page
   * @param target by which the same link of a template is known on other pages
   */
  void add(
      Severity severity,
      PlannedPage page,
      String link,
      String target,
      String message,
      String hint) {
    Optional<Document> document = page.document();
    List<WrittenLink> written =
        document.map(Document::links).orElse(List.of()).stream()
            .filter(each -> each.href().equals(link))
            .toList();
    List<Integer> lines = document.map(source -> source.linesWithAddress(link)).orElse(List.of());
    if (!written.isEmpty()) {
      for (WrittenLink place : written) {
        diagnostics.add(
            diagnostic(severity, document.get().file(), place.line(), message, hint)
                .at(place.column(), place.written().length()));
      }
    } else if (!lines.isEmpty()) {
      Path file = document.get().file();
      lines.forEach(
          line -> diagnostics.add(diagnostic(severity, file, line, message, hint).about(link)));
    } else if (document.isPresent() && document.get().body().contains(link)) {
      diagnostics.add(diagnostic(severity, document.get().file(), 0, message, hint));
    } else {
      inTemplate(severity, page, target, message, hint);
    }
  }

  /** Complains about an id of several elements, at the last place that gives it. */
  void aboutId(PlannedPage page, String id) {
    String message = "Several elements of the page have the id \"" + id + "\".";
    String hint = "A link leads to the first of them only; give the others an id of their own.";
    String attribute = "id=\"" + id + "\"";
    Optional<Document> document = page.document();
    if (document.isPresent() && document.get().body().contains(attribute)) {
      Document source = document.get();
      int last =
          Math.max(source.lastLineContaining("{#" + id), source.lastLineContaining(attribute));
      diagnostics.error(source.file(), last, id, message, hint);
    } else {
      inTemplate(Severity.ERROR, page, attribute, message, hint);
    }
  }

  /** Not in the text, so the template wrote it, and on many pages. One is enough to show where. */
  private void inTemplate(
      Severity severity, PlannedPage page, String what, String message, String hint) {
    if (complained.add(page.template() + " " + what)) {
      Path template = templates.resolve(page.template());
      diagnostics.add(
          diagnostic(severity, template, 0, message + " (on " + page.path() + ")", hint));
    }
  }

  private static Diagnostic diagnostic(
      Severity severity, Path file, int line, String message, String hint) {
    return severity == Severity.ERROR
        ? Diagnostic.error(file, line, message, hint)
        : Diagnostic.warning(file, line, message, hint);
  }
}

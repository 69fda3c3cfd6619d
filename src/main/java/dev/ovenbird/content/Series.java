package dev.ovenbird.content;

import dev.ovenbird.diagnostics.Diagnostics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jbake.model.DocumentModel;

/**
 * Documents that are read one after the other: those whose heads name the same {@code series}. They
 * are in the order of {@code part}, and where no head gives one, of their dates.
 *
 * @param uri of the page that lists them, from the site's root
 * @param documents in order
 */
public record Series(String name, String uri, List<DocumentModel> documents) {
  private static final String SERIES = "series";
  private static final String PART = "part";

  /**
   * What a document's template knows of the series it is in.
   *
   * @param part its number, counted from 1
   * @param parts how many there are
   * @param previous the part before; null for the first
   * @param next the part after; null for the last
   */
  public record Place(
      String name,
      String uri,
      int part,
      int parts,
      DocumentModel previous,
      DocumentModel next,
      List<DocumentModel> documents) {}

  /**
   * All series of a site, by name. Complains about parts that are no numbers or are there twice.
   */
  public static List<Series> of(
      List<Document> documents, SiteConfig config, Diagnostics diagnostics) {
    Map<String, List<Document>> byName = new TreeMap<>();
    for (Document document : documents) {
      String name = Objects.toString(document.model().get(SERIES), "").strip();
      if (!name.isEmpty()) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(document);
      }
    }
    List<Series> all = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    byName.forEach(
        (name, members) -> {
          String uri = "series/" + Slug.of(name) + config.outputExtension();
          String other = names.putIfAbsent(uri, name);
          if (other != null) {
            complain(
                members.get(0),
                SERIES,
                name,
                "Two series would have one page: \"" + other + "\" and \"" + name + "\".",
                "Write both names the same way, or make them differ in a letter.",
                diagnostics);
          }
          all.add(new Series(name, uri, ordered(members, diagnostics)));
        });
    return all;
  }

  private static List<DocumentModel> ordered(List<Document> members, Diagnostics diagnostics) {
    Map<Document, Integer> parts = new IdentityHashMap<>();
    Map<Integer, Document> byPart = new HashMap<>();
    for (Document document : members) {
      Object written = document.model().get(PART);
      if (written == null) {
        continue;
      }
      if (!written.toString().matches("[1-9]\\d{0,5}")) {
        complain(
            document,
            PART,
            written.toString(),
            "The part of a series is no number: " + written,
            "Count from 1.",
            diagnostics);
        continue;
      }
      int part = Integer.parseInt(written.toString());
      parts.put(document, part);
      Document other = byPart.putIfAbsent(part, document);
      if (other != null) {
        complain(
            document,
            PART,
            written.toString(),
            "The series has two parts "
                + part
                + "; the other is "
                + other.file().getFileName()
                + ".",
            "Give each part a number of its own, or leave them out: dates then decide.",
            diagnostics);
      }
    }
    Comparator<Document> order =
        Comparator.<Document>comparingInt(each -> parts.getOrDefault(each, Integer.MAX_VALUE))
            .thenComparing(
                each -> each.model().getDate(),
                Comparator.nullsLast(Comparator.<Date>naturalOrder()))
            .thenComparing(Document::uri);
    return members.stream().sorted(order).map(Document::model).toList();
  }

  private static void complain(
      Document document,
      String key,
      String value,
      String message,
      String hint,
      Diagnostics diagnostics) {
    int line = document.headLines().getOrDefault(key, 1);
    diagnostics.error(document.file(), line, value, message, hint);
  }

  /** The place of the document at an index. */
  public Place place(int index) {
    return new Place(
        name,
        uri,
        index + 1,
        documents.size(),
        index > 0 ? documents.get(index - 1) : null,
        index + 1 < documents.size() ? documents.get(index + 1) : null,
        documents);
  }
}

package dev.ovenbird.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A document's words and how much each says about it.
 *
 * @param url from the site's root
 * @param title of the document
 * @param sections what a reader sees excerpts of
 * @param weights for each word how often it occurs, counted more where it stands out
 * @param length in words of the text
 */
public record IndexedDocument(
    String url, String title, List<Section> sections, Map<String, Integer> weights, int length) {
  private static final int TITLE = 8;
  private static final int TAG = 5;
  private static final int HEADING = 3;
  private static final int SUMMARY = 2;

  /** Indexes one document. */
  public static IndexedDocument of(SearchDocument document) {
    List<Section> sections = new ArrayList<>();
    if (!document.summary().isBlank()) {
      sections.add(new Section("", "", document.summary().strip()));
    }
    List<Section> body = SectionReader.read(document.body());
    Map<String, Integer> weights = new HashMap<>();
    add(weights, document.title(), TITLE);
    document.tags().forEach(tag -> add(weights, tag, TAG));
    add(weights, document.summary(), SUMMARY);
    int[] length = {0};
    for (Section section : body) {
      add(weights, section.heading(), HEADING);
      Words.split(
          section.text(),
          word -> {
            length[0]++;
            weights.merge(word, 1, Integer::sum);
          });
    }
    sections.addAll(body);
    return new IndexedDocument(document.url(), document.title(), sections, weights, length[0]);
  }

  private static void add(Map<String, Integer> weights, String text, int weight) {
    Words.split(text, word -> weights.merge(word, weight, Integer::sum));
  }
}

package dev.ovenbird.content;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The head of a document.
 *
 * @param values what it sets, in the order of the file
 * @param lines for each key, the line it stands in, counted from 1
 * @param body the text below the head
 * @param bodyLine the line in which that text begins, counted from 1
 */
record FrontMatter(
    Map<String, Object> values, Map<String, Integer> lines, String body, int bodyLine) {

  /** A value that lists something: a list of YAML, or text with commas. */
  static List<String> list(Object value) {
    List<String> items =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of(Objects.toString(value, "").split(","));
    return items.stream().map(String::strip).filter(item -> !item.isEmpty()).toList();
  }

  /** The line of a key, or 1 for what the head does not set. */
  int lineOf(String key) {
    return lines.getOrDefault(key, 1);
  }
}

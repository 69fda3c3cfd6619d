package dev.ovenbird.content;

import java.util.Map;

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

  /** The line of a key, or 1 for what the head does not set. */
  int lineOf(String key) {
    return lines.getOrDefault(key, 1);
  }
}

package dev.ovenbird.search;

/**
 * A stretch of a document that is found as a whole.
 *
 * @param url of its heading, from the site's root: {@code posts/x.html#heading}
 * @param title of the document
 * @param heading it stands below; empty before the first
 * @param text what it says
 */
public record Passage(String url, String title, String heading, String text) {
  /** What is encoded: the words around a passage are part of what it means. */
  String encoded() {
    return heading.isEmpty() ? title + ". " + text : title + ". " + heading + ". " + text;
  }
}

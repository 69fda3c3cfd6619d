package dev.ovenbird.content;

/**
 * A place in a document's text.
 *
 * @param line of the file, counted from 1
 * @param column in characters, counted from 1
 */
record TextPlace(int line, int column) {

  /**
   * @param text below the head
   * @param firstLine the line of the file in which that text begins
   * @param offset in the text, in characters
   */
  TextPlace(String text, int firstLine, int offset) {
    this(
        firstLine + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count(),
        offset - text.lastIndexOf('\n', offset - 1));
  }
}

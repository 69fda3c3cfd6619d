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
    this(firstLine + breaks(text, offset), offset - text.lastIndexOf('\n', offset - 1));
  }

  /** Line breaks before an offset. */
  private static int breaks(String text, int offset) {
    int breaks = 0;
    int at = text.indexOf('\n');
    while (at >= 0 && at < offset) {
      breaks++;
      at = text.indexOf('\n', at + 1);
    }
    return breaks;
  }
}

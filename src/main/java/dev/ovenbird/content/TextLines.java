package dev.ovenbird.content;

import java.util.Arrays;

/** Where the lines of a text begin; looked for once, and only if somebody asks. For one thread. */
final class TextLines {
  private final String text;
  private final int firstLine;
  private int[] starts;
  private int count;

  /**
   * @param text below the head
   * @param firstLine the line of the file in which that text begins
   */
  TextLines(String text, int firstLine) {
    this.text = text;
    this.firstLine = firstLine;
  }

  /**
   * @param offset in the text, in characters
   */
  TextPlace place(int offset) {
    if (starts == null) {
      findStarts();
    }
    int found = Arrays.binarySearch(starts, 0, count, offset);
    int line = found < 0 ? -found - 2 : found;
    return new TextPlace(firstLine + line, offset - starts[line] + 1);
  }

  /** The line of the file that an offset is in. */
  int line(int offset) {
    return place(offset).line();
  }

  private void findStarts() {
    starts = new int[64];
    count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = at + 1;
    }
  }
}

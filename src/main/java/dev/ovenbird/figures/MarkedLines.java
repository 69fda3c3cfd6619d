package dev.ovenbird.figures;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of a block that are to stand out, as an author writes them: {@code 3-5,8}. */
final class MarkedLines {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:\\s*-\\s*(\\d{1,6}))?");

  private MarkedLines() {}

  /** Those lines, counted from 1. What is wrong with them is a warning, and left out. */
  static BitSet of(Fence fence, int lines) {
    BitSet marked = new BitSet();
    if (!fence.has("mark")) {
      return marked;
    }
    for (String part : fence.setting("mark").split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) {
        wrong(fence, "These are no lines to mark: \"" + part.strip() + "\"");
        continue;
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (first < 1 || last < first || last > lines) {
        wrong(
            fence, "The block has " + lines + " lines; these are not among them: " + part.strip());
        continue;
      }
      marked.set(first, last + 1);
    }
    return marked;
  }

  private static void wrong(Fence fence, String message) {
    fence
        .scope()
        .warning(
            fence.line(), message, "Write lines of the block, from 1 on, like mark=\"3-5,8\".");
  }
}

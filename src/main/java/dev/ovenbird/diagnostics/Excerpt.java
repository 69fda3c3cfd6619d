package dev.ovenbird.diagnostics;

/** A line of the user's, with marks below the part that is meant, as compilers show it. */
final class Excerpt {
  private static final int WIDTH = 96;

  /** How much of a long line is shown before the part that is meant. */
  private static final int BEFORE = 40;

  private Excerpt() {}

  /** Two lines, or one where no part is marked; without a line break at the end. */
  static String of(Diagnostic diagnostic) {
    String text = diagnostic.text();
    int column = Math.max(0, diagnostic.column() - 1);
    int from = text.length() > WIDTH && column > BEFORE ? column - BEFORE : 0;
    int to = Math.min(text.length(), from + WIDTH);
    String shown =
        (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    String number = String.format("%5d | ", diagnostic.line());
    String quoted = number + printable(shown).stripTrailing();
    if (diagnostic.column() == 0) {
      return quoted;
    }
    int marked = Math.max(1, Math.min(diagnostic.length(), to - column));
    return quoted
        + System.lineSeparator()
        + " ".repeat(number.length() - 2)
        + "| "
        + " ".repeat(column - from + (from > 0 ? 1 : 0))
        + "^".repeat(marked);
  }

  /** A tab as wide as any other character, so that marks stand where they should. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}

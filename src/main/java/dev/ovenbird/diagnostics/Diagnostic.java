package dev.ovenbird.diagnostics;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;

/**
 * One problem that the user can mend.
 *
 * @param severity whether it fails the build
 * @param file the file it is about, or null when it is about no file
 * @param line the line in that file, counted from 1; 0 when the whole file is meant
 * @param column where in the line the part begins that is meant, in characters, counted from 1; 0
 *     when the whole line is meant
 * @param length of that part, in characters
 * @param text of the line; empty when it is not known
 * @param message what is wrong, one sentence
 * @param hint what to do about it, or an empty string
 */
public record Diagnostic(
    Severity severity,
    Path file,
    int line,
    int column,
    int length,
    String text,
    String message,
    String hint)
    implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::severity)
          .thenComparing(diagnostic -> diagnostic.file == null ? "" : diagnostic.file.toString())
          .thenComparingInt(Diagnostic::line)
          .thenComparingInt(Diagnostic::column)
          .thenComparing(Diagnostic::message);

  public Diagnostic {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(hint, "hint");
    if (line < 0 || column < 0 || length < 0) {
      throw new IllegalArgumentException("line " + line + ", column " + column + "+" + length);
    }
  }

  /** An error at a line of a file, whose text is read from there. */
  public static Diagnostic error(Path file, int line, String message, String hint) {
    return of(Severity.ERROR, file, line, message, hint);
  }

  /** A warning at a line of a file, whose text is read from there. */
  public static Diagnostic warning(Path file, int line, String message, String hint) {
    return of(Severity.WARNING, file, line, message, hint);
  }

  private static Diagnostic of(
      Severity severity, Path file, int line, String message, String hint) {
    String text = SourceLine.read(file, line);
    return new Diagnostic(severity, file, line, 0, 0, text, message, hint);
  }

  boolean isOfSamePlace(Diagnostic other) {
    return severity == other.severity
        && Objects.equals(file, other.file)
        && line == other.line
        && column == other.column;
  }

  /** The same, about a part of the line only; about the whole line where that is not in it. */
  public Diagnostic about(String part) {
    int at = part.isEmpty() ? -1 : text.indexOf(part);
    return at < 0 ? this : at(at + 1, part.length());
  }

  /** The same, about the last such part of the line: a value stands behind its name. */
  public Diagnostic aboutLast(String part) {
    int at = part.isEmpty() ? -1 : text.lastIndexOf(part);
    return at < 0 ? this : at(at + 1, part.length());
  }

  /** The same, about a part of the line. */
  public Diagnostic at(int newColumn, int newLength) {
    return new Diagnostic(severity, file, line, newColumn, newLength, text, message, hint);
  }

  /** The same, for somebody who stands elsewhere and sees the file under another path. */
  public Diagnostic in(Path shown) {
    return new Diagnostic(severity, shown, line, column, length, text, message, hint);
  }

  /** The first line of what is told: {@code content/post.md:3:8: error: message}. */
  public String headline() {
    StringBuilder told = new StringBuilder();
    if (file != null) {
      told.append(file);
      if (line > 0) {
        told.append(':').append(line);
      }
      if (column > 0) {
        told.append(':').append(column);
      }
      told.append(": ");
    }
    return told.append(severity == Severity.ERROR ? "error: " : "warning: ")
        .append(message)
        .toString();
  }

  /** Sorted as a person reads them: errors first, then by file, line and column. */
  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }

  /** The {@link #headline()}, the line with marks below the part that is meant, and the hint. */
  @Override
  public String toString() {
    String newLine = System.lineSeparator();
    return headline()
        + (text.isBlank() ? "" : newLine + Excerpt.of(this))
        + (hint.isEmpty() ? "" : newLine + "    " + hint);
  }
}

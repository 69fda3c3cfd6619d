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
 * @param message what is wrong, one sentence
 * @param hint what to do about it, or an empty string
 */
public record Diagnostic(Severity severity, Path file, int line, String message, String hint)
    implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::severity)
          .thenComparing(diagnostic -> diagnostic.file == null ? "" : diagnostic.file.toString())
          .thenComparingInt(Diagnostic::line)
          .thenComparing(Diagnostic::message);

  public Diagnostic {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(hint, "hint");
    if (line < 0) {
      throw new IllegalArgumentException("line " + line);
    }
  }

  /** An error at a line of a file. */
  public static Diagnostic error(Path file, int line, String message, String hint) {
    return new Diagnostic(Severity.ERROR, file, line, message, hint);
  }

  /** A warning at a line of a file. */
  public static Diagnostic warning(Path file, int line, String message, String hint) {
    return new Diagnostic(Severity.WARNING, file, line, message, hint);
  }

  /** Sorted as a person reads them: errors first, then by file and line. */
  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }

  /** {@code content/post.md:3: error: message} and, on a second line, the hint. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (file != null) {
      text.append(file);
      if (line > 0) {
        text.append(':').append(line);
      }
      text.append(": ");
    }
    text.append(severity == Severity.ERROR ? "error: " : "warning: ").append(message);
    if (!hint.isEmpty()) {
      text.append(System.lineSeparator()).append("    ").append(hint);
    }
    return text.toString();
  }
}

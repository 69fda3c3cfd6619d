package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Severity;
import java.util.List;

/** Prints diagnostics, errors first. */
final class Problems {
  private final Terminal terminal;

  Problems(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints each; nothing for none. */
  void print(List<Diagnostic> diagnostics) {
    diagnostics.stream().sorted().forEach(diagnostic -> terminal.err().println(text(diagnostic)));
  }

  /**
   * Prints each, how many there are, and what that means.
   *
   * @param consequence a sentence, or an empty string
   */
  void printFailure(List<Diagnostic> diagnostics, String consequence) {
    print(diagnostics);
    terminal.err().println();
    terminal.err().println((count(diagnostics) + ". " + consequence).strip());
  }

  /** {@code 3 errors, 1 warning}. */
  static String count(List<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(each -> each.severity() == Severity.ERROR).count();
    long warnings = diagnostics.size() - errors;
    String counted = Units.count(errors, "error");
    return warnings == 0 ? counted : counted + ", " + Units.count(warnings, "warning");
  }

  private String text(Diagnostic diagnostic) {
    Diagnostic shown =
        diagnostic.file() == null ? diagnostic : diagnostic.in(Terminal.shown(diagnostic.file()));
    return diagnostic.severity() == Severity.ERROR
        ? coloured(shown, "error: ", terminal.red("error: "))
        : coloured(shown, "warning: ", terminal.yellow("warning: "));
  }

  private static String coloured(Diagnostic diagnostic, String word, String coloured) {
    String text = diagnostic.toString();
    int at = text.indexOf(word + diagnostic.message());
    return text.substring(0, at) + coloured + text.substring(at + word.length());
  }
}

package dev.ovenbird.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

/** The user's input is wrong. Carries every diagnostic that was found; the program exits with 1. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public InputException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public InputException(Diagnostic... diagnostics) {
    this(List.of(diagnostics));
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}

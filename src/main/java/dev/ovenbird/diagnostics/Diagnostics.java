package dev.ovenbird.diagnostics;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** Collects diagnostics from all steps of a build, so that they are shown together. Thread-safe. */
public final class Diagnostics {
  private final ConcurrentSkipListSet<Diagnostic> collected = new ConcurrentSkipListSet<>();

  /** Adds one; a diagnostic that is already there is kept once. */
  public void add(Diagnostic diagnostic) {
    collected.add(diagnostic);
  }

  /** Adds all of them. */
  public void addAll(Collection<Diagnostic> diagnostics) {
    collected.addAll(diagnostics);
  }

  /**
   * Adds what one of several pages says of a template that they share: of what they say of one
   * place, the first in order stays.
   */
  public synchronized void addOncePerPlace(Collection<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      collected.add(diagnostic);
      if (diagnostic.line() > 0) {
        List<Diagnostic> told = collected.stream().filter(diagnostic::isOfSamePlace).toList();
        told.stream().skip(1).forEach(collected::remove);
      }
    }
  }

  /** Adds an error about a part of a line, or about all of it where that part is not in it. */
  public void error(Path file, int line, String part, String message, String hint) {
    add(Diagnostic.error(file, line, message, hint).about(part));
  }

  /** Adds an error at a line of a file (0: the whole file). */
  public void error(Path file, int line, String message, String hint) {
    add(Diagnostic.error(file, line, message, hint));
  }

  /** Adds a warning at a line of a file (0: the whole file). */
  public void warning(Path file, int line, String message, String hint) {
    add(Diagnostic.warning(file, line, message, hint));
  }

  /** All of them, errors first, then by file and line. */
  public List<Diagnostic> all() {
    return List.copyOf(collected);
  }

  public boolean hasErrors() {
    return collected.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
  }

  /**
   * Stops here when anything wrong was found.
   *
   * @throws InputException with everything collected so far, if it holds an error
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new InputException(all());
    }
  }
}

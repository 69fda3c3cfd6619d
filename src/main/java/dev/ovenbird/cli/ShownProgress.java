package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Progress;
import java.util.HashSet;
import java.util.Set;

/**
 * Shows how far the steps have come: on a terminal as bars that are drawn over, else as one line
 * for each step. Thread-safe.
 */
final class ShownProgress implements Progress, AutoCloseable {
  /** Redrawing more often than this costs more than it tells, in nanoseconds. */
  private static final long PAUSE = 100_000_000;

  /** A system property that the launcher sets where the process is for short work only. */
  private static final String SHORT_WORK = "ovenbird.short";

  private static final int BAR = 24;
  private static final int LABEL = 44;

  /** Work on models was put off. */
  static final class LongWorkException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Terminal terminal;
  private final Set<String> begun = new HashSet<>();
  private String current = "";
  private long drawn;

  ShownProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void report(String step, long done, long total) {
    boolean first = begun.add(step);
    if (!terminal.interactive()) {
      if (first) {
        terminal.out().println(step);
      }
      return;
    }
    if (first) {
      close();
      current = step;
    }
    boolean complete = total > 0 && done >= total;
    boolean due = first || complete || System.nanoTime() - drawn > PAUSE;
    // Of steps that run side by side, the latest has the line.
    if (step.equals(current) && due) {
      terminal.out().print("\r" + line(step, done, total));
      terminal.out().flush();
      drawn = System.nanoTime();
      if (complete) {
        close();
      }
    }
  }

  @Override
  public void expectLongWork() {
    if (Boolean.getBoolean(SHORT_WORK)) {
      throw new LongWorkException();
    }
  }

  private static String line(String step, long done, long total) {
    if (total <= 0) {
      return step;
    }
    double share = Math.min(1, (double) done / total);
    int full = (int) (share * BAR);
    String label = step.length() <= LABEL ? step : step.substring(0, LABEL - 1) + "…";
    return String.format(
        "%-" + LABEL + "s %s%s %5s",
        label,
        "█".repeat(full),
        "░".repeat(BAR - full),
        Units.percent(share));
  }

  /** Ends the line that is being drawn, so that what follows begins on its own. */
  @Override
  public synchronized void close() {
    if (!current.isEmpty()) {
      terminal.out().println();
      current = "";
    }
  }
}

package dev.ovenbird.cli;

/** With what the process ends. */
final class ExitCode {
  static final int DONE = 0;

  /** The user's input is wrong; diagnostics were printed. */
  static final int INPUT = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** We are wrong: {@code EX_SOFTWARE} of {@code sysexits.h}. */
  static final int BUG = 70;

  private ExitCode() {}
}

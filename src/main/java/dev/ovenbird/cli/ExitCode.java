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

  /**
   * For the program's own launcher, which then starts it again: models are to be baked, and this
   * process runs with Java's quick compiler alone. {@code EX_TEMPFAIL} of {@code sysexits.h}.
   */
  static final int LONG_WORK = 75;

  private ExitCode() {}
}

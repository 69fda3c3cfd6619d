package dev.ovenbird.cli;

/** What {@code mvn generate-site} runs, inside Maven's own process. */
public final class MavenMain {
  private MavenMain() {}

  /**
   * Runs a command line.
   *
   * @throws Failed when it fails, since to end the process would end Maven
   */
  public static void main(String[] args) {
    int code = Main.run(args, Terminal.ofProcess());
    if (code != ExitCode.DONE) {
      throw new Failed(code);
    }
  }

  /** Everything was said already: no stack trace, and one line for Maven to print. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(int code) {
      super("What is wrong is said above (code " + code + ").", null, false, false);
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}

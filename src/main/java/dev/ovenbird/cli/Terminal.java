package dev.ovenbird.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the program writes.
 *
 * @param interactive whether a person watches {@code out}, so that a line may be drawn over
 * @param colours whether escape sequences may be written
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colours) {

  /** Those of this process. */
  static Terminal ofProcess() {
    return of(readable(System.out), readable(System.err), isTerminal());
  }

  /** Streams, which are a terminal only if they are the process's own. */
  static Terminal of(PrintStream out, PrintStream err) {
    return of(out, err, out == System.out && isTerminal());
  }

  private static Terminal of(PrintStream out, PrintStream err, boolean interactive) {
    String noColor = System.getenv("NO_COLOR");
    return new Terminal(
        out, err, interactive, interactive && (noColor == null || noColor.isEmpty()));
  }

  /** From JDK 22 on there is a console even when output goes to a file; it then says so itself. */
  private static boolean isTerminal() {
    Console console = System.console();
    // Maven 4 turns what we print into lines of its log.
    if (console == null || System.out.getClass().getName().startsWith("org.apache.maven")) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Containers often set no locale; Java would then write a question mark for each arrow. */
  private static PrintStream readable(PrintStream stream) {
    return "ANSI_X3.4-1968".equals(System.getProperty("native.encoding"))
        ? new PrintStream(stream, true, StandardCharsets.UTF_8)
        : stream;
  }

  String bold(String text) {
    return styled("1", text);
  }

  String faint(String text) {
    return styled("2", text);
  }

  String red(String text) {
    return styled("31", text);
  }

  String yellow(String text) {
    return styled("33", text);
  }

  String green(String text) {
    return styled("32", text);
  }

  private String styled(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** A path as the user would type it here: relative when it lies below the current folder. */
  static Path shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) && !absolute.equals(here) ? here.relativize(absolute) : path;
  }
}

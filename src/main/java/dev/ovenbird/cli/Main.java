package dev.ovenbird.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The program {@code ovenbird}.
 *
 * <p>It ends with 0 when all is done, 1 when the user's input is wrong, 2 when the command line is,
 * and 70 when we are.
 */
public final class Main {
  private Main() {}

  /** Runs a command line and ends the process with its code. */
  public static void main(String[] args) {
    System.exit(run(args, Terminal.ofProcess()));
  }

  /**
   * Runs a command line.
   *
   * @param out gets results and progress
   * @param err gets diagnostics
   * @return the exit code
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, Terminal.of(out, err));
  }

  static int run(String[] args, Terminal terminal) {
    CommandLine model =
        new CommandLine(new ModelCommand())
            .addSubcommand(new InspectCommand(terminal))
            .addSubcommand(new QuantizeCommand(terminal))
            .addSubcommand(new CompareCommand(terminal))
            .addSubcommand(new PackCommand(terminal))
            .addSubcommand(new LockCommand(terminal, null));
    Clock clock = Clock.systemUTC();
    CommandLine fresh =
        new CommandLine(new NewGroup())
            .addSubcommand(new NewSiteCommand(terminal, clock))
            .addSubcommand(new NewPostCommand(terminal, clock))
            .addSubcommand(new NewDemoCommand(terminal, clock));
    CommandLine program =
        new CommandLine(new OvenbirdCommand())
            .addSubcommand(new GenerateCommand(terminal))
            .addSubcommand(new ServeCommand(terminal))
            .addSubcommand(fresh)
            .addSubcommand(model)
            .addSubcommand(
                new CommandLine(new PackGroup()).addSubcommand(new PackVerifyCommand(terminal)))
            .setOut(writer(terminal.out()))
            .setErr(writer(terminal.err()))
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
            .setParameterExceptionHandler(new WrongUsage())
            .setExecutionExceptionHandler(new Failure(terminal));
    return program.execute(args);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}

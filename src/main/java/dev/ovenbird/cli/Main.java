package dev.ovenbird.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
    CommandLine program = new CommandLine(new OvenbirdCommand());
    Map<String, Supplier<Object>> commands = commands(terminal);
    // Each is read by reflection, which takes a tenth of a second for all of them.
    if (args.length > 0 && commands.containsKey(args[0])) {
      program.addSubcommand(commands.get(args[0]).get());
    } else {
      commands.values().forEach(command -> program.addSubcommand(command.get()));
    }
    program
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(new Failure(terminal));
    return program.execute(args);
  }

  /** All commands by their names, in the order of the help. */
  private static Map<String, Supplier<Object>> commands(Terminal terminal) {
    Clock clock = Clock.systemUTC();
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("generate", () -> new GenerateCommand(terminal));
    commands.put("serve", () -> new ServeCommand(terminal));
    commands.put(
        "new",
        () ->
            new CommandLine(new NewGroup())
                .addSubcommand(new NewSiteCommand(terminal, clock))
                .addSubcommand(new NewPostCommand(terminal, clock))
                .addSubcommand(new NewDemoCommand(terminal, clock)));
    commands.put(
        "model",
        () ->
            new CommandLine(new ModelCommand())
                .addSubcommand(new InspectCommand(terminal))
                .addSubcommand(new QuantizeCommand(terminal))
                .addSubcommand(new CompareCommand(terminal))
                .addSubcommand(new PackCommand(terminal))
                .addSubcommand(new LockCommand(terminal, null)));
    commands.put(
        "pack",
        () -> new CommandLine(new PackGroup()).addSubcommand(new PackVerifyCommand(terminal)));
    return commands;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}

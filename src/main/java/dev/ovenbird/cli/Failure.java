package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says why a command failed, and decides whose fault it was. */
final class Failure implements IExecutionExceptionHandler {
  private final Terminal terminal;

  Failure(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
    if (problem instanceof ParameterException usage) {
      return new WrongUsage().handleParseException(usage, new String[] {command.getCommandName()});
    }
    return print(problem, consequence(command));
  }

  /**
   * Says why something failed.
   *
   * @param consequence for a failure that the user can mend, a sentence or an empty string
   * @return the exit code
   */
  int print(Exception problem, String consequence) {
    Throwable cause = cause(problem);
    if (cause instanceof InputException || cause instanceof FileSystemException) {
      new Problems(terminal).printFailure(diagnostics(problem), consequence);
      return ExitCode.INPUT;
    }
    problem.printStackTrace(terminal.err());
    terminal.err().println();
    terminal.err().println("This is a bug in Ovenbird, not a mistake of yours.");
    terminal.err().println("Please report it, with the lines above and what you typed.");
    return ExitCode.BUG;
  }

  /** The same in short, for where there is no room for more. */
  static List<Diagnostic> diagnostics(Exception problem) {
    Throwable cause = cause(problem);
    if (cause instanceof InputException input) {
      return input.diagnostics();
    }
    return cause instanceof FileSystemException file
        ? List.of(diagnostic(file))
        : List.of(
            Diagnostic.error(
                null,
                0,
                "Ovenbird has failed, which is a bug: " + problem,
                "The terminal tells more. Please report it."));
  }

  private static Throwable cause(Exception problem) {
    return problem instanceof UncheckedIOException ? problem.getCause() : problem;
  }

  private static String consequence(CommandLine command) {
    return command.getCommand() instanceof Writing writing ? writing.whenItFails() : "";
  }

  /** A file that cannot be read or written is for the user to mend; the JDK says only its name. */
  private static Diagnostic diagnostic(FileSystemException problem) {
    String message =
        problem instanceof NoSuchFileException
            ? "There is no such file or folder."
            : problem instanceof AccessDeniedException
                ? "The system does not permit to read or write it."
                : reason(problem);
    Path file = problem.getFile() == null ? null : Path.of(problem.getFile());
    return Diagnostic.error(file, 0, message, "");
  }

  private static String reason(IOException problem) {
    return problem instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : problem.getClass().getSimpleName();
  }
}

package dev.ovenbird.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** The option that makes a command speak to programs instead of people. */
final class JsonOption {
  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean asked;

  /** Whether nothing but JSON shall be printed. */
  boolean isAsked() {
    return asked;
  }

  /** Prints a result as JSON when that was asked for, else as its text. */
  void print(Terminal terminal, Object result, Runnable text) {
    if (!asked) {
      text.run();
      return;
    }
    try {
      // Made here, as most calls want no JSON and loading it takes longer than small work.
      ObjectWriter json = new ObjectMapper().writerWithDefaultPrettyPrinter();
      terminal.out().println(json.writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

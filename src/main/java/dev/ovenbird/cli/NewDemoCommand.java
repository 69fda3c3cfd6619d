package dev.ovenbird.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ovenbird new demo}. */
@Command(
    name = "demo",
    description = "Makes a page that runs a model, as a draft, and prints where it is.")
final class NewDemoCommand implements Callable<Integer>, Writing {
  private final Terminal terminal;
  private final Clock clock;

  @Mixin private DocumentOptions document;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME",
      description = "The model's folder in models/. Its task decides what the page has.")
  private String model;

  NewDemoCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    terminal
        .out()
        .println(Terminal.shown(document.toNewDocument(clock).demo(document.title(), model)));
    return ExitCode.DONE;
  }

  @Override
  public String whenItFails() {
    return "Nothing was written.";
  }
}

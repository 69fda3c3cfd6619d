package dev.ovenbird.cli;

import dev.ovenbird.scaffold.NewSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ovenbird new site}. */
@Command(name = "site", description = "Makes a small site that bakes as it is.")
final class NewSiteCommand implements Callable<Integer>, Writing {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(
      paramLabel = "DIR",
      description = "The site's folder, which is to be made or is empty.")
  private Path folder;

  NewSiteCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    for (Path file : NewSite.create(folder, LocalDate.now(clock))) {
      terminal.out().println(Terminal.shown(file));
    }
    terminal.out().println();
    terminal
        .out()
        .println(
            "Look at it: " + terminal.bold("ovenbird serve --source " + Terminal.shown(folder)));
    return ExitCode.DONE;
  }

  @Override
  public String whenItFails() {
    return "Nothing was written.";
  }
}

package dev.ovenbird.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ovenbird new post}. */
@Command(name = "post", description = "Makes a post, as a draft, and prints where it is.")
final class NewPostCommand implements Callable<Integer>, Writing {
  private final Terminal terminal;
  private final Clock clock;

  @Mixin private DocumentOptions document;

  NewPostCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    terminal.out().println(Terminal.shown(document.toNewDocument(clock).post(document.title())));
    return ExitCode.DONE;
  }

  @Override
  public String whenItFails() {
    return "Nothing was written.";
  }
}

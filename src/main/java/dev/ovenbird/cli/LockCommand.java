package dev.ovenbird.cli;

import dev.ovenbird.fetch.FetchSettings;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.model.LockMode;
import dev.ovenbird.model.LockedSources;
import dev.ovenbird.model.SourceLocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ovenbird model lock}. */
@Command(
    name = "lock",
    description = {
      "Writes down which files the sources in model.yaml mean, in model.lock.json beside it.",
      "Builds then take these files and no others."
    })
final class LockCommand implements Callable<Integer>, Writing {
  private final Terminal terminal;
  private final FetchSettings settings;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "The folders in models/. Default: all of them.")
  private List<String> names = List.of();

  @Option(
      names = "--update",
      description = "Look everything up again: branches may have moved, files may be newer.")
  private boolean update;

  @Option(
      names = "--source",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The site's folder, with models/ in it. Default: the current folder.")
  private Path source;

  /**
   * @param settings where to look; null for what the environment says when the command runs
   */
  LockCommand(Terminal terminal, FetchSettings settings) {
    this.terminal = terminal;
    this.settings = settings;
  }

  @Override
  public Integer call() throws IOException {
    try (ShownProgress progress = new ShownProgress(terminal)) {
      Fetcher fetcher =
          new Fetcher(settings == null ? FetchSettings.ofEnvironment() : settings, progress);
      LockMode mode = update ? LockMode.RENEW : LockMode.COMPLETE;
      List<LockedSources> locked =
          LockedSources.of(source.resolve("models"), names, new SourceLocks(fetcher, mode));
      progress.close();
      locked.forEach(this::print);
    }
    return ExitCode.DONE;
  }

  private void print(LockedSources model) {
    terminal
        .out()
        .println(
            terminal.bold(model.name())
                + ": "
                + (model.files() == 0
                    ? "all hashes are in the descriptor"
                    : Units.count(model.files(), "file")
                        + ", "
                        + Units.bytes(model.bytes())
                        + (model.commit().isEmpty() ? "" : ", commit " + model.commit())));
  }

  @Override
  public String whenItFails() {
    return "The locks of models with errors are as they were.";
  }
}

package dev.ovenbird.cli;

import dev.ovenbird.site.BuildResult;
import dev.ovenbird.site.SiteBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ovenbird generate}. */
@Command(
    name = "generate",
    description = "Bakes the site: renders its pages, shrinks, checks and packs its models.")
final class GenerateCommand implements Callable<Integer>, Writing {
  private final Terminal terminal;

  @Mixin private SiteOptions site;

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long begun = System.nanoTime();
    BuildResult result;
    try (ShownProgress progress = new ShownProgress(terminal)) {
      result = SiteBuild.run(site.toBuildOptions(), progress);
    } catch (ShownProgress.LongWorkException e) {
      return ExitCode.LONG_WORK;
    }
    new Problems(terminal).print(result.warnings());
    BuildSummary summary = new BuildSummary(terminal);
    summary.print(result, Duration.ofNanos(System.nanoTime() - begun));
    summary.printInvitation(result);
    return ExitCode.DONE;
  }

  @Override
  public String whenItFails() {
    Path output = site.output();
    return Files.exists(output)
        ? "Nothing was written; " + Terminal.shown(output) + " is as it was."
        : "Nothing was written.";
  }
}

package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.serve.LiveSite;
import dev.ovenbird.site.BuildOptions;
import dev.ovenbird.site.BuildResult;
import dev.ovenbird.site.SiteBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The builds of {@code ovenbird serve}, and what they say in its terminal. */
final class ServedBuild implements LiveSite.Build {
  /** More changes than these at once are counted. */
  private static final int NAMED = 3;

  /** Longer is only what the cache keeps anyway, such as the making of a model. */
  private static final int PATIENCE_SECONDS = 2;

  private final ReentrantLock building = new ReentrantLock();
  private final Terminal terminal;
  private final BuildOptions options;
  private final SiteBuilder builder;

  ServedBuild(Terminal terminal, BuildOptions options) {
    this.terminal = terminal;
    this.options = options;
    this.builder = new SiteBuilder(options);
  }

  @Override
  public List<Diagnostic> run(SortedSet<Path> changed) {
    building.lock();
    try {
      return runAlone(changed);
    } finally {
      building.unlock();
    }
  }

  private List<Diagnostic> runAlone(SortedSet<Path> changed) {
    boolean first = changed.isEmpty();
    if (!first) {
      terminal.out().println();
      terminal.out().println(changes(changed));
    }
    try {
      long begun = System.nanoTime();
      BuildResult result = build();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      new Problems(terminal).print(result.warnings());
      if (first) {
        // Later builds are saved at the end: to write what they remember takes longer than they do.
        builder.save();
        new BuildSummary(terminal).print(result, took);
      } else {
        terminal.out().println(baked(result, took));
      }
      return List.of();
    } catch (IOException | RuntimeException e) {
      // Whatever it is, the next change may mend it.
      Failure failure = new Failure(terminal);
      failure.print(e, "The pages are those of before; mend this, and they are made anew.");
      return Failure.diagnostics(e);
    } finally {
      terminal.out().flush();
    }
  }

  /**
   * For the end of the process: lets a build that is writing come to its end, if that does not take
   * long, keeps what it remembers, and begins no other.
   */
  void finish() {
    try {
      if (building.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        terminal.out().println();
        builder.save();
      }
    } catch (IOException e) {
      // The next build has more to do; nothing is lost.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private BuildResult build() throws IOException {
    try (ShownProgress progress = new ShownProgress(terminal)) {
      return builder.build(progress);
    }
  }

  private String changes(SortedSet<Path> changed) {
    String names =
        String.join(
            ", ",
            changed.stream()
                .limit(NAMED)
                .map(file -> options.source().relativize(file).toString())
                .toList());
    return changed.size() <= NAMED
        ? names + " changed"
        : names + " and " + Units.count(changed.size() - NAMED, "other file") + " changed";
  }

  private String baked(BuildResult result, Duration took) {
    return terminal.green("Baked")
        + " "
        + result.changes().rendered().stream().filter(path -> path.endsWith(".html")).count()
        + " of "
        + Units.count(result.report().pages(), "page")
        + " in "
        + Units.time(took);
  }
}

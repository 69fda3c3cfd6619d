package dev.ovenbird.serve;

import dev.ovenbird.diagnostics.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Builds a site whenever its sources change, and tells the pages that are open. */
public final class LiveSite {
  /** What is written into pages, so that a page that is the same text is the same page. */
  private static final Set<String> IN_PAGES =
      Set.of("md", "markdown", "html", "ftl", "properties", "yaml", "yml", "json", "csv", "puml");

  /** Makes the site. */
  @FunctionalInterface
  public interface Build {
    /**
     * Builds once, and says so to whoever started it.
     *
     * @param changed what changed since the last time; empty the first time
     * @return the mistakes for which it failed; empty when the new site is there
     */
    List<Diagnostic> run(SortedSet<Path> changed) throws IOException;
  }

  private final SourceFolders sources;
  private final Build build;
  private final Optional<LivePages> pages;

  public LiveSite(SourceFolders sources, Build build, Optional<LivePages> pages) {
    this.sources = sources;
    this.build = build;
    this.pages = pages;
  }

  /** Builds now and at each change, until the thread is interrupted. */
  public void follow() throws IOException, InterruptedException {
    try (SourceWatcher watcher = SourceWatcher.of(sources.site(), sources.all())) {
      build(new TreeSet<>());
      while (true) {
        build(watcher.await());
      }
    }
  }

  private void build(SortedSet<Path> changed) throws IOException {
    List<Diagnostic> problems = build.run(changed);
    pages.ifPresent(
        open -> {
          if (problems.isEmpty()) {
            open.published(!changed.isEmpty() && pagesTell(changed));
          } else {
            open.failed(problems);
          }
        });
  }

  /** Images, scripts and models are loaded by pages whose text may stay the same. */
  boolean pagesTell(Collection<Path> changed) {
    return changed.stream()
        .allMatch(
            file -> {
              String name = file.getFileName().toString();
              String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
              return !file.startsWith(sources.models())
                  && (extension.equals("css")
                      || (IN_PAGES.contains(extension) && !file.startsWith(sources.assets())));
            });
  }
}

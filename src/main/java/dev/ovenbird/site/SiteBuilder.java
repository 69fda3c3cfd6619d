package dev.ovenbird.site;

import dev.ovenbird.asciidoc.AsciiDoc;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.Fetcher;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Builds a site as often as it changes. What a build made is remembered for the next, in this
 * object and, once it is saved, for other processes in the site's cache: only pages are rendered
 * again that depend on what has changed. The output is what a first build would make of the same
 * files, to the byte.
 *
 * <pre>
 * SiteBuilder builder = new SiteBuilder(options);
 * builder.build(progress);
 * // … somebody edits a file …
 * builder.build(progress).changes().written();
 * builder.save();
 * </pre>
 *
 * <p>Not thread-safe: one build at a time.
 */
public final class SiteBuilder {
  private final BuildOptions options;
  private final Path cache;
  private final MemoryFile file;
  private BuildMemory memory;
  private AsciiDoc asciiDoc;
  private boolean cleaned;
  private boolean saved = true;

  public SiteBuilder(BuildOptions options) {
    this.options = options;
    this.cache = options.source().resolve(".ovenbird/cache");
    this.file = new MemoryFile(cache, options.output());
  }

  /**
   * Builds the site as its files are now.
   *
   * @throws InputException with every mistake that was found; the output is then as it was before,
   *     and so is what is remembered
   * @throws IOException when a disk or the network fails
   */
  public BuildResult build(Progress progress) throws IOException {
    try (OutputFolder output = new OutputFolder(options.output())) {
      output.check(options.source());
      return build(output, progress);
    }
  }

  private BuildResult build(OutputFolder output, Progress progress) throws IOException {
    if (options.clean() && !cleaned) {
      BuildCache.delete(cache);
      cleaned = true;
    }
    if (memory == null) {
      memory = file.read();
    }
    if (asciiDoc == null) {
      asciiDoc = new AsciiDoc(new Fetcher(options.fetching(), progress));
    }
    SiteBuild build = new SiteBuild(options, output, memory, asciiDoc, progress);
    BuildResult result = build.run();
    memory = build.memory();
    saved = false;
    return result;
  }

  /**
   * Keeps what the last build remembers for other processes. Without it, or with what was saved
   * after an earlier build, the next process has more to do, and comes to the same.
   */
  public void save() throws IOException {
    if (!saved) {
      file.write(memory);
      saved = true;
    }
  }
}

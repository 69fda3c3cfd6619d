package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * Puts a finished site in the place of the one before. The new one is written beside it and then
 * renamed, so that whoever looks sees either the old or the new, and a build that fails changes
 * nothing.
 */
final class OutputFolder {
  /** By this file a folder is known to be ours to replace. */
  static final String MARKER = "_ovenbird/build.json";

  private final Path folder;

  OutputFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws InputException when the folder holds something that no build of ours made, or the
   *     sources
   */
  void check(Path source) throws IOException {
    if (source.startsWith(folder)) {
      throw new InputException(
          Diagnostic.error(
              folder,
              0,
              "The output would replace the site's own sources.",
              "Name another folder."));
    }
    if (!Files.exists(folder)) {
      return;
    }
    boolean empty;
    if (!Files.isDirectory(folder)) {
      empty = false;
    } else {
      try (Stream<Path> files = Files.list(folder)) {
        empty = files.findAny().isEmpty();
      }
    }
    if (!empty && !Files.exists(folder.resolve(MARKER))) {
      throw new InputException(
          Diagnostic.error(
              folder,
              0,
              "The output folder holds files that Ovenbird did not make.",
              "Remove them yourself if they are not needed, or name another folder."));
    }
  }

  void replaceWith(SiteFiles files) throws IOException {
    Path parent = folder.getParent();
    Files.createDirectories(parent);
    Path fresh = Files.createTempDirectory(parent, "." + folder.getFileName() + "-new-");
    Path old = fresh.resolveSibling(fresh.getFileName().toString().replace("-new-", "-old-"));
    try {
      Path site = Files.createDirectory(fresh.resolve("site"));
      for (String path : files.paths()) {
        files.write(path, site.resolve(path));
      }
      if (Files.exists(folder)) {
        Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(site, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      if (!Files.exists(folder) && Files.exists(old)) {
        Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
      }
      BuildCache.delete(old);
      BuildCache.delete(fresh);
    }
  }
}

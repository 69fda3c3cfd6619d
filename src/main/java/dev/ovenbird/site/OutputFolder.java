package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.FileStamp;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.parallel.InParallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder that holds the finished site. A new one is written beside it and then renamed. In one
 * that is there, only files that differ are replaced, all of them at the end: see {@link
 * OutputUpdate}. A build that fails changes nothing.
 */
final class OutputFolder {
  /** By this file a folder is known to be ours to replace. */
  static final String MARKER = "_ovenbird/build.json";

  private final Path folder;
  private final OutputUpdate update;
  private Map<String, FileStamp> present = new TreeMap<>();

  OutputFolder(Path folder) {
    this.folder = folder;
    this.update = new OutputUpdate(folder);
  }

  /**
   * Looks at what is there, and ends an update that was broken off.
   *
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
    update.finish();
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
    present = stamps();
  }

  Path file(String path) {
    return folder.resolve(path);
  }

  /**
   * Whether a file lies there as a build left it.
   *
   * @param known what that build left; null where it left no such file
   */
  boolean isUntouched(String path, OutputFile known) {
    return known != null && known.stamp().equals(present.get(path));
  }

  /**
   * Lets the site keep a file that lies there as the build before left it; false where none does.
   * See {@link #isUntouched}.
   */
  boolean keep(SiteFiles files, String path, OutputFile known) {
    boolean kept = isUntouched(path, known);
    if (kept) {
      files.keep(path, file(path), known);
    }
    return kept;
  }

  /**
   * Makes the folder hold these files and no others.
   *
   * @param before what the build before left in it
   * @param rendered the pages that were rendered for it
   */
  BuildChanges replaceWith(SiteFiles files, Map<String, OutputFile> before, Set<String> rendered)
      throws IOException {
    Set<String> written = ConcurrentHashMap.newKeySet();
    InParallel.forEach(
        files.paths(),
        path -> {
          if (differs(files, path, before.get(path))) {
            written.add(path);
          }
        });
    Set<String> removed = new TreeSet<>(present.keySet());
    removed.removeAll(files.paths());
    if (!written.isEmpty() || !removed.isEmpty()) {
      Path parent = folder.getParent();
      Files.createDirectories(parent);
      Path fresh = Files.createTempDirectory(parent, "." + folder.getFileName() + "-new-");
      try {
        Path site = Files.createDirectory(fresh.resolve(OutputUpdate.FILES));
        writeAll(files, written, site);
        if (present.isEmpty()) {
          Files.deleteIfExists(folder);
          Files.move(site, folder, StandardCopyOption.ATOMIC_MOVE);
        } else {
          update.apply(fresh, written, removed);
        }
      } finally {
        BuildCache.delete(fresh);
      }
      present.keySet().removeAll(removed);
      restamp(written);
    }
    return new BuildChanges(rendered, new TreeSet<>(written), removed);
  }

  private boolean differs(SiteFiles files, String path, OutputFile before) {
    FileStamp stamp = present.get(path);
    if (stamp == null) {
      return true;
    }
    if (files.isKept(path)) {
      return false;
    }
    if (before != null && before.stamp().equals(stamp) && before.hash().equals(files.hash(path))) {
      return false;
    }
    try {
      return !files.isSame(path, file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeAll(SiteFiles files, Set<String> paths, Path target) throws IOException {
    Set<Path> folders = new TreeSet<>();
    paths.forEach(path -> folders.add(target.resolve(path).getParent()));
    for (Path each : folders) {
      Files.createDirectories(each);
    }
    try {
      InParallel.forEach(
          paths,
          path -> {
            try {
              files.write(path, target.resolve(path));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What the site put into the folder or found there, for the next build. */
  Map<String, OutputFile> files(SiteFiles files) {
    Map<String, OutputFile> outputs = new TreeMap<>();
    present.forEach((path, stamp) -> outputs.put(path, new OutputFile(stamp, files.hash(path))));
    return outputs;
  }

  private void restamp(Set<String> written) throws IOException {
    for (String path : written) {
      FileStamp stamp = FileStamp.of(file(path));
      if (stamp != null) {
        present.put(path, stamp);
      }
    }
  }

  private Map<String, FileStamp> stamps() throws IOException {
    Map<String, FileStamp> stamps = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            stamps.put(SiteFiles.relative(folder, file), FileStamp.of(attributes));
            return FileVisitResult.CONTINUE;
          }
        });
    return stamps;
  }
}

package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.FileStamp;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.parallel.Begun;
import dev.ovenbird.parallel.InParallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder that holds the finished site. A new one is written beside it and then renamed. In one
 * that is there, only files that differ are replaced, all of them at the end: see {@link
 * OutputUpdate}. A build that fails changes nothing: what it has laid beside the folder goes when
 * this is closed, or Java ends.
 */
final class OutputFolder implements AutoCloseable {
  /** By this file a folder is known to be ours to replace. */
  static final String MARKER = "_ovenbird/build.json";

  private final Path folder;
  private final OutputUpdate update;
  private final Thread atExit = new Thread(this::deleteFresh);
  private final Map<Path, Path> folders = new ConcurrentHashMap<>();
  private final Map<String, FileStamp> laid = new ConcurrentHashMap<>();
  private Begun<Map<String, FileStamp>> present = Begun.of(TreeMap::new);

  /** Where new files are written; null while there is none. */
  private volatile Path fresh;

  /**
   * A file of the site on the disk.
   *
   * @param file in the folder, or beside it until {@link #replaceWith} brings it there
   */
  record Laid(Path file, OutputFile known) {}

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
    present = Begun.of(this::stamps);
  }

  /**
   * What lies in the folder. To look takes as long as for the sources, where others look meanwhile.
   */
  private Map<String, FileStamp> present() {
    try {
      return present.result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return known != null && known.stamp().equals(present().get(path));
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
   * Writes a file while others are still to be made, so that it takes no memory and the disk has
   * something to do. One that is in the folder already stays. Thread-safe.
   *
   * @param hash see {@link OutputFile}
   * @param before what the build before left at that path, or null
   */
  Laid lay(String path, byte[] bytes, String hash, OutputFile before) throws IOException {
    FileStamp stamp = present().get(path);
    if (stamp != null) {
      boolean known = isUntouched(path, before) && before.hash().equals(hash);
      if (known || isSame(file(path), stamp, bytes)) {
        return new Laid(file(path), new OutputFile(stamp, hash));
      }
    }
    Path file = fresh().resolve(path);
    inFolder(file);
    Files.write(file, bytes);
    FileStamp written = FileStamp.of(file);
    laid.put(path, written);
    return new Laid(file, new OutputFile(written, hash));
  }

  private static boolean isSame(Path file, FileStamp stamp, byte[] bytes) throws IOException {
    return stamp.size() == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  private Path fresh() throws IOException {
    if (fresh == null) {
      synchronized (this) {
        if (fresh == null) {
          Path parent = Files.createDirectories(folder.getParent());
          Path made = Files.createTempDirectory(parent, "." + folder.getFileName() + "-new-");
          Runtime.getRuntime().addShutdownHook(atExit);
          Files.createDirectory(made.resolve(OutputUpdate.FILES));
          fresh = made;
        }
      }
    }
    return fresh.resolve(OutputUpdate.FILES);
  }

  /** Makes the folder of a file, and of all others there. */
  private void inFolder(Path file) {
    folders.computeIfAbsent(
        file.getParent(),
        parent -> {
          try {
            return Files.createDirectories(parent);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void deleteFresh() {
    if (fresh != null) {
      try {
        BuildCache.delete(fresh);
      } catch (IOException e) {
        // It is in nobody's way.
      }
    }
  }

  @Override
  public void close() {
    present.close();
    if (fresh != null) {
      deleteFresh();
      fresh = null;
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // Java ends already.
      }
    }
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
    Set<String> removed = new TreeSet<>(present().keySet());
    removed.removeAll(files.paths());
    if (!written.isEmpty() || !removed.isEmpty()) {
      Path site = fresh();
      writeAll(files, written, site);
      if (present().isEmpty()) {
        Files.deleteIfExists(folder);
        Files.move(site, folder, StandardCopyOption.ATOMIC_MOVE);
      } else {
        update.apply(fresh, written, removed);
      }
      present().keySet().removeAll(removed);
      present().putAll(laid);
    }
    return new BuildChanges(rendered, new TreeSet<>(written), removed);
  }

  private boolean differs(SiteFiles files, String path, OutputFile before) {
    if (files.isKept(path)) {
      return laid.containsKey(path);
    }
    if (!present().containsKey(path)) {
      return true;
    }
    if (isUntouched(path, before) && before.hash().equals(files.hash(path))) {
      return false;
    }
    try {
      return !files.isSame(path, file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is not laid there yet. */
  private void writeAll(SiteFiles files, Set<String> paths, Path target) throws IOException {
    try {
      InParallel.forEach(
          paths.stream().filter(path -> !files.isKept(path)).toList(),
          path -> {
            Path file = target.resolve(path);
            inFolder(file);
            try {
              files.write(path, file);
              laid.put(path, FileStamp.of(file));
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
    present().forEach((path, stamp) -> outputs.put(path, new OutputFile(stamp, files.hash(path))));
    return outputs;
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

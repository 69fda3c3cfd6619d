package dev.ovenbird.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finished work on disk, one folder per key. A folder appears under its name only when the work is
 * complete, so a build that was killed leaves nothing that a later one could mistake for a result.
 * Thread-safe; two builds may share one cache.
 */
public final class BuildCache {
  /** Fills an empty folder. */
  @FunctionalInterface
  public interface Work {
    void fill(Path folder) throws IOException;
  }

  private final Path root;
  private final Path prepared;

  public BuildCache(Path root) {
    this(root, root);
  }

  /**
   * @param prepared work of the same kinds that was done elsewhere, and is only read; it need not
   *     be there
   */
  public BuildCache(Path root, Path prepared) {
    this.root = root;
    this.prepared = prepared;
  }

  /** Whether the work for this key was done before. */
  public boolean has(String kind, List<?> parts) {
    return done(name(kind, parts)).isPresent();
  }

  /**
   * The folder for a key, made now when it is not there yet.
   *
   * @param kind what sort of work it is; a folder name
   * @param parts everything the result depends on, versions of the code included
   * @throws IOException when the work or the disk fails; nothing is kept then
   */
  public Path get(String kind, List<?> parts, Work work) throws IOException {
    String name = name(kind, parts);
    Optional<Path> done = done(name);
    if (done.isPresent()) {
      return done.get();
    }
    Path finished = root.resolve(name);
    Files.createDirectories(finished.getParent());
    Path fresh = Files.createTempDirectory(finished.getParent(), ".unfinished-");
    try {
      work.fill(fresh);
      try {
        Files.move(fresh, finished, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.isDirectory(finished)) {
          throw e;
        }
        // Another build was quicker; its result is the same.
      }
    } finally {
      delete(fresh);
    }
    return finished;
  }

  private Optional<Path> done(String name) {
    return Stream.of(root, prepared)
        .map(each -> each.resolve(name))
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static String name(String kind, List<?> parts) {
    String key = parts.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    return kind + "/" + Digest.hex(key).substring(0, 32);
  }

  /** Deletes a folder and what is in it; nothing happens when it is not there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}

package dev.ovenbird.serve;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The sources of a site at one moment.
 *
 * @param files each with what would differ had it been written since
 * @param folders those in which files were looked for
 */
record SourceSnapshot(Map<Path, Stamp> files, Set<Path> folders) {
  /**
   * What editors write beside a file while they work on it: Vim, Emacs, JetBrains, Kate, browsers.
   */
  private static final Pattern EDITORS_OWN =
      Pattern.compile(
          "4913|.*~|#.*#|\\.#.*|.*\\.sw[a-px]|.*___jb_(tmp|old)___|.*\\.kate-swp|.*\\.crswap");

  /**
   * @param key of the file on its disk: an editor that saves by renaming makes another
   */
  record Stamp(FileTime modified, long size, Object key) {}

  /**
   * Looks at what is there.
   *
   * @param roots files, and folders with all below them; those that do not exist have nothing
   */
  static SourceSnapshot of(Collection<Path> roots) throws IOException {
    SourceSnapshot snapshot = new SourceSnapshot(new HashMap<>(), new HashSet<>());
    for (Path root : roots) {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          snapshot.new Visitor());
    }
    return snapshot;
  }

  /** What is new, gone or written since then. */
  SortedSet<Path> changesSince(SourceSnapshot earlier) {
    SortedSet<Path> changed = new TreeSet<>();
    files.forEach(
        (file, stamp) -> {
          if (!stamp.equals(earlier.files.get(file))) {
            changed.add(file);
          }
        });
    earlier.files.keySet().stream().filter(file -> !files.containsKey(file)).forEach(changed::add);
    return changed;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      folders.add(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
      if (!EDITORS_OWN.matcher(Objects.toString(file.getFileName())).matches()) {
        files.put(file, new Stamp(found.lastModifiedTime(), found.size(), found.fileKey()));
      }
      return FileVisitResult.CONTINUE;
    }

    /** It went between being listed and being looked at, or was never there. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException problem) {
      return FileVisitResult.CONTINUE;
    }
  }
}

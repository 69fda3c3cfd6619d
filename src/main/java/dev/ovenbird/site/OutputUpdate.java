package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Changes some files of a finished site, all or none. New files are written beside it with a
 * journal of what is to be done; one renaming then decides that it will be done, and each file is
 * put in its place by a renaming of its own, so that nobody ever reads half a file. A process that
 * is killed in between leaves the journal, and the next build does the rest before all else.
 */
final class OutputUpdate {
  /** The new files, below the folder of an update. */
  static final String FILES = "site";

  private static final String JOURNAL = "journal";
  private static final String PUT = "+";
  private static final String REMOVE = "-";

  private final Path folder;
  private final Path decided;

  /**
   * @param folder of the site
   */
  OutputUpdate(Path folder) {
    this.folder = folder;
    this.decided = folder.resolveSibling("." + folder.getFileName() + "-update");
  }

  /**
   * Changes the site.
   *
   * @param fresh on the same disk; holds the new files and is used up
   */
  void apply(Path fresh, Set<String> written, Set<String> removed) throws IOException {
    List<String> journal = new ArrayList<>();
    removed.forEach(path -> journal.add(REMOVE + path));
    written.forEach(path -> journal.add(PUT + path));
    Files.write(fresh.resolve(JOURNAL), journal);
    Files.move(fresh, decided, StandardCopyOption.ATOMIC_MOVE);
    finish();
  }

  /** Does what is left to do of an update that was decided. */
  void finish() throws IOException {
    Path journal = decided.resolve(JOURNAL);
    if (Files.exists(journal)) {
      for (String step : Files.readAllLines(journal)) {
        Path target = folder.resolve(step.substring(1));
        if (step.startsWith(REMOVE)) {
          Files.deleteIfExists(target);
          removeEmpty(target.getParent());
        } else {
          put(decided.resolve(FILES).resolve(step.substring(1)), target);
        }
      }
      // Without it, an update whose folder is half deleted is no update any more.
      Files.delete(journal);
    }
    BuildCache.delete(decided);
  }

  private static void put(Path fresh, Path target) throws IOException {
    if (Files.exists(fresh)) {
      Files.createDirectories(target.getParent());
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void removeEmpty(Path parent) throws IOException {
    try {
      for (Path each = parent; !each.equals(folder); each = each.getParent()) {
        Files.deleteIfExists(each);
      }
    } catch (DirectoryNotEmptyException e) {
      // Others live there.
    }
  }
}

package dev.ovenbird.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Takes one file out of a package that was downloaded. */
final class Archive {
  /** Copies the wanted file; false when there is none. */
  @FunctionalInterface
  interface Reader {
    boolean extract(Path target) throws IOException;
  }

  private Archive() {}

  /**
   * Takes a file out.
   *
   * @param what the package, for people
   * @param target appears when the file is complete and checked
   */
  static void take(
      Reader reader, String what, String path, Optional<Checksum> expected, Path target)
      throws IOException {
    Files.createDirectories(target.getParent());
    Path fresh = Files.createTempFile(target.getParent(), ".extract-", "");
    try {
      if (!reader.extract(fresh)) {
        throw new FetchException(
            what + " holds no " + path + ".", "List its files to see what it is called there.");
      }
      if (expected.isPresent()) {
        expected.get().check(fresh);
      }
      Files.move(
          fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}

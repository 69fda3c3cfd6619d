package dev.ovenbird.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads single files out of an npm package. */
public final class Tarball {
  private Tarball() {}

  /**
   * The named files; those that the package lacks are missing from the map.
   *
   * @param names from the package's root: {@code dist/x.js}
   */
  public static Map<String, byte[]> read(Path tarball, Set<String> names) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    try (TarArchiveInputStream tar = open(tarball)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = pathOf(entry);
        if (names.contains(name)) {
          found.put(name, tar.readAllBytes());
        }
      }
    }
    return found;
  }

  /** Copies one file out of a package; false when there is none. */
  static boolean extract(Path tarball, String name, Path target) throws IOException {
    try (TarArchiveInputStream tar = open(tarball)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && pathOf(entry).equals(name)) {
          Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
          return true;
        }
      }
    }
    return false;
  }

  private static TarArchiveInputStream open(Path tarball) throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(tarball));
    return new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16));
  }

  /** Everything lies in one folder, by custom called "package". */
  private static String pathOf(TarArchiveEntry entry) {
    return entry.getName().substring(entry.getName().indexOf('/') + 1);
  }
}

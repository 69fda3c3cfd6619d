package dev.ovenbird.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads single files out of an npm package. */
final class Tarball {
  private Tarball() {}

  /**
   * The named files; those that the package lacks are missing from the map.
   *
   * @param names from the package's root: {@code dist/x.js}
   */
  static Map<String, byte[]> read(Path tarball, Set<String> names) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(tarball));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        // Everything lies in one folder, by custom called "package".
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        if (names.contains(name)) {
          found.put(name, tar.readAllBytes());
        }
      }
    }
    return found;
  }
}

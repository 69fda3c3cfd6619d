package dev.ovenbird.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the file that a path within the site means. */
final class SiteFiles {
  private final Path root;

  SiteFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * The file, or the folder, at a path.
   *
   * @param path decoded, from the site's root, without a slash at its beginning
   * @return empty when there is none, or it lies outside of the site, be it by a link
   */
  Optional<Path> find(String path) throws IOException {
    Path file;
    try {
      file = root.resolve(path).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (!file.startsWith(root) || !Files.exists(file)) {
      return Optional.empty();
    }
    return file.toRealPath().startsWith(root.toRealPath()) ? Optional.of(file) : Optional.empty();
  }
}

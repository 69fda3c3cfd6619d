package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Assets that templates ask for by {@code asset("css/site.css")}: the site's own, else the theme's.
 * Each is published under a name with its content's hash. Thread-safe.
 */
final class ThemeAssets {
  private record Published(String path, byte[] content) {}

  private final Path folder;
  private final Map<String, Published> asked = new ConcurrentHashMap<>();

  ThemeAssets(Path folder) {
    this.folder = folder;
  }

  /** Where an asset is published, from the site's root; null when there is none of that name. */
  String publishedPath(String path) {
    Published published =
        asked.computeIfAbsent(
            path,
            name -> {
              byte[] content = read(name);
              return content == null
                  ? null
                  : new Published("_ovenbird/app/" + Digest.hashedName(name, content), content);
            });
    return published == null ? null : published.path();
  }

  /** The names that were asked for, from the asset folder. */
  Set<String> asked() {
    return asked.keySet();
  }

  void addTo(SiteFiles files) {
    asked.values().forEach(published -> files.put(published.path(), published.content()));
  }

  private byte[] read(String name) {
    Path own = folder.resolve(name).normalize();
    try {
      if (own.startsWith(folder) && Files.isRegularFile(own)) {
        return Files.readAllBytes(own);
      }
      try (InputStream in =
          ThemeAssets.class.getResourceAsStream("/dev/ovenbird/theme/assets/" + name)) {
        return in == null || name.isEmpty() ? null : in.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

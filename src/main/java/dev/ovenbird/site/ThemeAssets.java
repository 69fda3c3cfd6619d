package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.render.Assets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Assets that templates ask for by {@code asset("logo.svg")} and {@code styles("css/site.css")}:
 * the site's own, else the theme's. Each is published under a name with its content's hash, style
 * sheets without what only people need. Thread-safe.
 */
final class ThemeAssets implements Assets {
  static final String FOLDER = "_ovenbird/app/";

  private record Published(String path, byte[] content) {}

  private final Path folder;
  private final Map<String, Published> asked = new ConcurrentHashMap<>();
  private final Map<List<String>, Map<String, String>> styles = new ConcurrentHashMap<>();
  private final Map<String, Published> joined = new ConcurrentHashMap<>();

  /** Published as parts of joined files. */
  private final Set<String> parts = ConcurrentHashMap.newKeySet();

  ThemeAssets(Path folder) {
    this.folder = folder;
  }

  @Override
  public String publishedPath(String path) {
    Published published = asked.get(path);
    if (published == null) {
      published = publish(path);
      if (published == null) {
        return null;
      }
      asked.put(path, published);
    }
    return published.path();
  }

  private Published publish(String path) {
    byte[] content = read(path);
    if (content == null) {
      return null;
    }
    byte[] written =
        path.endsWith(".css") ? sheet(path, content).getBytes(StandardCharsets.UTF_8) : content;
    return new Published(FOLDER + Digest.hashedName(path, written), written);
  }

  @Override
  public Map<String, String> styles(List<String> paths) {
    Map<String, String> known = styles.get(paths);
    if (known != null) {
      return known;
    }
    StringBuilder sheets = new StringBuilder();
    for (String path : paths) {
      byte[] content = read(path);
      if (content == null) {
        return null;
      }
      sheets.append(sheet(path, content));
      parts.add(path);
    }
    byte[] written = sheets.toString().getBytes(StandardCharsets.UTF_8);
    String path = FOLDER + Digest.hashedName("site.css", written);
    joined.put(path, new Published(path, written));
    Map<String, String> built = Map.of("path", path, "integrity", Digest.integrity(written));
    styles.put(paths, built);
    return built;
  }

  private String sheet(String path, byte[] content) {
    String css = new String(content, StandardCharsets.UTF_8);
    return new StyleSheet(path, css, folder.resolve(path), this::publishedPath).minified();
  }

  /** An asset's text; empty when there is none of that name. */
  String text(String path) {
    byte[] content = read(path);
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  /** The names that were asked for, from the asset folder. */
  Set<String> asked() {
    Set<String> all = new HashSet<>(asked.keySet());
    all.addAll(parts);
    return all;
  }

  void addTo(SiteFiles files) {
    Stream.concat(asked.values().stream(), joined.values().stream())
        .forEach(published -> files.put(published.path(), published.content()));
  }

  byte[] read(String name) {
    Path own = folder.resolve(name).normalize();
    try {
      if (own.startsWith(folder) && Files.isRegularFile(own)) {
        return Files.readAllBytes(own);
      }
      return ofTheme(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An asset of the theme in our jar; null when there is none of that name. */
  byte[] ofTheme(String name) throws IOException {
    try (InputStream in =
        ThemeAssets.class.getResourceAsStream("/dev/ovenbird/theme/assets/" + name)) {
      return in == null || name.isEmpty() ? null : in.readAllBytes();
    }
  }
}

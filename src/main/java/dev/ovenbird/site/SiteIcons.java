package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.theme.Mark;
import dev.ovenbird.theme.Palette;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The site's mark in the sizes and kinds that browsers and phones ask for, all drawn from {@code
 * assets/favicon.svg}.
 */
final class SiteIcons {
  /** Where an SVG stands that is the site's mark, from the asset folder. */
  static final String SOURCE = "favicon.svg";

  private static final String FOLDER = "_ovenbird/icons/";
  private static final List<String> NAMES = List.of("192.png", "512.png", "maskable.png");

  /** Beside the drawing itself, what a phone puts on a home screen is never transparent. */
  private static final String TOUCH = "apple-touch-icon.png";

  private static final String ICO = "favicon.ico";

  private final ThemeAssets assets;
  private final byte[] mark;
  private final Path drawn;

  private SiteIcons(ThemeAssets assets, byte[] mark, Palette palette, BuildCache cache)
      throws IOException {
    this.assets = assets;
    this.mark = mark;
    String paper = palette.paper();
    List<Object> key = List.of(Mark.VERSION, Digest.hex(mark), paper);
    this.drawn = cache.get("icons", key, folder -> write(new Mark(mark), paper, folder));
  }

  /**
   * Draws them, or takes them from the cache; of the theme's mark, with a diagnostic, where the
   * author's is no drawing.
   *
   * @param file the author's, for messages
   */
  static SiteIcons draw(
      ThemeAssets assets, Path file, Palette palette, BuildCache cache, Diagnostics diagnostics)
      throws IOException {
    try {
      return new SiteIcons(assets, assets.read(SOURCE), palette, cache);
    } catch (Mark.UnreadableException e) {
      diagnostics.error(
          file,
          0,
          "The site's mark is no drawing: " + e.getMessage() + ".",
          "Icons of all sizes are drawn from it; save it as SVG.");
      return new SiteIcons(assets, assets.ofTheme(SOURCE), palette, cache);
    }
  }

  /** What they are drawn from: an SVG that can be read. */
  byte[] mark() {
    return mark;
  }

  private static void write(Mark mark, String paper, Path folder) throws IOException {
    Files.write(folder.resolve("192.png"), mark.png(192));
    Files.write(folder.resolve("512.png"), mark.png(512));
    Files.write(folder.resolve("maskable.png"), mark.png(512, 0.2, paper));
    Files.write(folder.resolve(TOUCH), mark.png(180, 0.12, paper));
    Files.write(folder.resolve(ICO), mark.ico(48));
  }

  void addTo(SiteFiles files) throws IOException {
    for (String name : NAMES) {
      files.put(path(name), Files.readAllBytes(drawn.resolve(name)));
    }
    for (String name : List.of(TOUCH, ICO)) {
      files.putUnlessThere(name, Files.readAllBytes(drawn.resolve(name)));
    }
  }

  /** What the web manifest says of them. */
  List<Map<String, String>> forManifest() throws IOException {
    List<Map<String, String>> entries = new ArrayList<>();
    entries.add(entry(assets.publishedPath(SOURCE), "image/svg+xml", "any", "any"));
    entries.add(entry(path("192.png"), "image/png", "192x192", "any"));
    entries.add(entry(path("512.png"), "image/png", "512x512", "any"));
    entries.add(entry(path("maskable.png"), "image/png", "512x512", "maskable"));
    return entries;
  }

  private static Map<String, String> entry(String src, String type, String sizes, String purpose) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("src", src);
    entry.put("type", type);
    entry.put("sizes", sizes);
    entry.put("purpose", purpose);
    return entry;
  }

  private String path(String name) throws IOException {
    return FOLDER + Digest.hashedName(name, Files.readAllBytes(drawn.resolve(name)));
  }
}

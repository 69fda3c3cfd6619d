package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.web.PrecacheEntry;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses what the service worker fetches ahead, so that the site can be read without a network.
 */
final class Precache {
  /** More than this is not taken from a reader who only opened a page. */
  private static final long BUDGET = 4_000_000;

  /** What is the same in an address. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._-]*");

  private static final Set<String> IMAGES =
      Set.of(".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg");

  private static final List<String> NOT_AHEAD =
      List.of("_ovenbird/packs/", "_ovenbird/shards/", "_ovenbird/runtime/", "report/");

  /**
   * @param entries for the service worker
   * @param others what a reader may go to as well and finds only with a network: paths from the
   *     site's root, percent-encoded
   */
  record Chosen(List<PrecacheEntry> entries, List<String> others) {}

  private Precache() {}

  /**
   * Scripts, styles and the catalog, then pages and images as far as the budget reaches; the search
   * before them where it is small, else after them.
   */
  static Chosen choose(SiteFiles files, Diagnostics diagnostics) throws IOException {
    List<String> wanted = new ArrayList<>();
    files.paths().stream().filter(Precache::isNeeded).forEach(wanted::add);
    List<String> search = files.paths().stream().filter(Precache::isSearch).toList();
    boolean smallSearch = size(files, search) <= BUDGET / 4;
    if (smallSearch) {
      wanted.addAll(search);
    }
    files.paths().stream().filter(path -> path.endsWith(".html")).forEach(wanted::add);
    files.paths().stream().filter(Precache::isImage).forEach(wanted::add);
    if (!smallSearch) {
      wanted.addAll(search);
    }
    List<PrecacheEntry> entries = new ArrayList<>();
    long bytes = 0;
    int left = 0;
    for (String path : wanted) {
      if (NOT_AHEAD.stream().anyMatch(path::startsWith)) {
        continue;
      }
      long size = files.size(path);
      if (bytes + size > BUDGET && !isNeeded(path)) {
        left += isSearch(path) ? 0 : 1;
        continue;
      }
      bytes += size;
      entries.add(entry(files, path));
    }
    if (left > 0) {
      diagnostics.warning(
          null,
          0,
          left
              + " pages or images are not kept ahead for reading offline; together they are over 4 MB.",
          "");
    }
    return new Chosen(entries, others(files, entries));
  }

  private static List<String> others(SiteFiles files, List<PrecacheEntry> entries) {
    Set<String> ahead = entries.stream().map(PrecacheEntry::path).collect(Collectors.toSet());
    Set<String> others = new TreeSet<>();
    // It tells of this list's size, too, and is therefore made after it.
    others.add(ReportPage.PATH);
    files.paths().stream()
        .filter(path -> !path.startsWith("_") && !path.startsWith("."))
        .map(Precache::encode)
        .filter(path -> !ahead.contains(path))
        .forEach(others::add);
    return List.copyOf(others);
  }

  private static PrecacheEntry entry(SiteFiles files, String path) throws IOException {
    if (path.startsWith("_ovenbird/") && !path.equals(Catalog.PATH)) {
      return PrecacheEntry.immutable(encode(path));
    }
    return PrecacheEntry.revisioned(encode(path), files.hash(path).substring(0, Digest.SHORT));
  }

  private static boolean isNeeded(String path) {
    return path.startsWith(ThemeAssets.FOLDER)
        || path.equals(Catalog.PATH)
        || path.equals("manifest.webmanifest");
  }

  private static boolean isSearch(String path) {
    return path.startsWith("_ovenbird/search/");
  }

  private static long size(SiteFiles files, List<String> paths) throws IOException {
    long size = 0;
    for (String path : paths) {
      size += files.size(path);
    }
    return size;
  }

  private static boolean isImage(String path) {
    String ending = path.substring(Math.max(0, path.lastIndexOf('.')));
    return IMAGES.contains(ending.toLowerCase(Locale.ROOT)) && !path.startsWith("_ovenbird/");
  }

  private static String encode(String path) {
    if (PLAIN.matcher(path).matches()) {
      return path;
    }
    try {
      return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The path in the site of what an entry names. */
  static String decode(String path) {
    return URI.create("/" + path).getPath().substring(1);
  }
}

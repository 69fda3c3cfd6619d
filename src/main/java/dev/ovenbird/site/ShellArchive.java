package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.pack.Gzip;
import dev.ovenbird.web.BrowserRuntime;
import dev.ovenbird.web.PrecacheEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the service worker fetches on a reader's first visit, as one file: pages have much in
 * common, and compressed together they are a fraction of what they are one by one. Later versions
 * are fetched file by file, those that changed.
 *
 * <p>In gzip, for each file a line with its path, as in the service worker's list, and its length
 * in bytes, then the file itself.
 */
final class ShellArchive {
  private ShellArchive() {}

  /**
   * Adds the archive to the site.
   *
   * @param entries what the service worker fetches ahead; of these, our scripts and styles are left
   *     out: the page has fetched them, and the browser's own cache has them
   * @param runtime whose scripts they are
   * @param kept takes it from the output folder, if an earlier build left it there
   * @return its path from the site's root
   */
  static String addTo(
      SiteFiles files, List<PrecacheEntry> entries, BrowserRuntime runtime, Predicate<String> kept)
      throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (PrecacheEntry entry : entries) {
      if (!isOfEachPage(entry.path(), runtime)) {
        byte[] content = files.read(Precache.decode(entry.path()));
        plain.writeBytes(
            (entry.path() + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
        plain.writeBytes(content);
      }
    }
    String path = ThemeAssets.FOLDER + Digest.hashedName("shell.pack", plain.toByteArray());
    if (!kept.test(path)) {
      files.put(path, Gzip.compressText(plain.toByteArray()));
    }
    return path;
  }

  static boolean isOfEachPage(String path, BrowserRuntime runtime) {
    return path.startsWith(ThemeAssets.FOLDER) && path.endsWith(".css")
        || path.equals(runtime.script())
        || path.equals(runtime.serviceWorkerScript())
        || path.equals(runtime.workerScript());
  }
}

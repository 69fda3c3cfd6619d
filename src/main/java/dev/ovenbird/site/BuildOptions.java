package dev.ovenbird.site;

import java.nio.file.Path;

/**
 * What a build is asked for.
 *
 * @param source the site's folder
 * @param output the folder that is replaced by the finished site
 * @param baseUrl where the site will stand; empty for the {@code site.host} of its settings
 * @param drafts whether drafts are shown
 * @param future whether documents are shown whose day has not come
 * @param clean whether everything is made anew, as if there were no build cache
 * @param downloads where packages from the network are kept for all sites of this machine
 */
public record BuildOptions(
    Path source,
    Path output,
    String baseUrl,
    boolean drafts,
    boolean future,
    boolean clean,
    Path downloads) {

  public BuildOptions {
    source = source.toAbsolutePath().normalize();
    output = output.toAbsolutePath().normalize();
  }

  /** A plain build of the published site. */
  public static BuildOptions of(Path source, Path output) {
    return new BuildOptions(source, output, "", false, false, false, defaultDownloads());
  }

  /** {@code OVENBIRD_CACHE}, else {@code ovenbird} in the user's folder for caches. */
  public static Path defaultDownloads() {
    String own = System.getenv("OVENBIRD_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    return caches != null && !caches.isBlank()
        ? Path.of(caches, "ovenbird")
        : Path.of(System.getProperty("user.home"), ".cache", "ovenbird");
  }
}

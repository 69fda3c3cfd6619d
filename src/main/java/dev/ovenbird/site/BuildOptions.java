package dev.ovenbird.site;

import dev.ovenbird.fetch.FetchSettings;
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
 * @param checkLinks whether links to other sites are followed
 * @param fetching where files from the network come from and are kept
 */
public record BuildOptions(
    Path source,
    Path output,
    String baseUrl,
    boolean drafts,
    boolean future,
    boolean clean,
    boolean checkLinks,
    FetchSettings fetching) {

  public BuildOptions {
    source = source.toAbsolutePath().normalize();
    output = output.toAbsolutePath().normalize();
  }

  /** A plain build of the published site. */
  public static BuildOptions of(Path source, Path output) {
    return new BuildOptions(
        source, output, "", false, false, false, false, FetchSettings.ofEnvironment());
  }
}

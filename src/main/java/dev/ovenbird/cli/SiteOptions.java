package dev.ovenbird.cli;

import dev.ovenbird.fetch.FetchSettings;
import dev.ovenbird.site.BuildOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of a build. The properties of {@code mvn generate-site} have the same names. */
final class SiteOptions {
  @Option(
      names = "--source",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The site's folder, with content/ in it. Default: the current folder.")
  private Path source;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The folder that becomes the site. Default: target/site in the source.")
  private Path output;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      defaultValue = "",
      description = "Where the site will stand: https://user.github.io/repo/. Default: site.host.")
  private String baseUrl;

  @Option(
      names = "--drafts",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      paramLabel = "true|false",
      description = "Show drafts, too.")
  private boolean drafts;

  @Option(
      names = "--future",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      paramLabel = "true|false",
      description = "Show what is to be published on a later day, too.")
  private boolean future;

  @Option(
      names = "--clean",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      paramLabel = "true|false",
      description = "Make everything anew, as if nothing had been built before.")
  private boolean clean;

  @Option(
      names = "--check-links",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      paramLabel = "true|false",
      description = "Follow links to other sites, too, and tell which are dead.")
  private boolean checkLinks;

  Path output() {
    return output == null ? source.resolve("target").resolve("site").normalize() : output;
  }

  BuildOptions toBuildOptions() {
    return new BuildOptions(
        source,
        output(),
        baseUrl.strip(),
        drafts,
        future,
        clean,
        checkLinks,
        FetchSettings.ofEnvironment());
  }
}

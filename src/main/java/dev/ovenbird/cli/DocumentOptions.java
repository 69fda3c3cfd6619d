package dev.ovenbird.cli;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.scaffold.NewDocument;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all new documents are asked for. */
final class DocumentOptions {
  @Parameters(paramLabel = "TITLE", description = "Its title; the file's name is made from it.")
  private String title;

  @Option(
      names = "--source",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The site's folder, with content/ in it. Default: the current folder.")
  private Path source;

  String title() {
    return title;
  }

  NewDocument toNewDocument(Clock clock) {
    Path site = source.toAbsolutePath().normalize();
    SiteConfig config = SiteConfig.load(site, site.resolve("target/site"), "");
    // The day where the site's dates are, which a build compares with.
    return new NewDocument(config, LocalDate.now(clock.withZone(config.timeZone())));
  }
}

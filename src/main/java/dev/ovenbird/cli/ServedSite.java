package dev.ovenbird.cli;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.pack.Host;
import dev.ovenbird.serve.SourceFolders;
import dev.ovenbird.site.BuildOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What serving takes from a site's settings, as they are when it begins.
 *
 * @param basePath the path of the home page
 * @param readsHeaders whether the site's host does as {@code _headers} says
 */
record ServedSite(SourceFolders folders, String basePath, boolean readsHeaders) {

  /**
   * Reads the settings. Where they are wrong, JBake's usual ones hold: the build then tells what is
   * wrong, and goes on when it is mended.
   *
   * @throws InputException when there is no such site
   */
  static ServedSite of(BuildOptions options) {
    Path source = options.source();
    try {
      SiteConfig config = SiteConfig.load(source, options.output(), options.baseUrl());
      String host = config.text("ovenbird.host", "");
      return new ServedSite(
          folders(
              source,
              config.contentFolder(),
              config.templateFolder(),
              config.assetFolder(),
              config.modelFolder(),
              source.resolve(config.text("data.folder", "data"))),
          config.basePath(),
          List.of(Host.CLOUDFLARE_PAGES.id(), Host.NETLIFY.id()).contains(host));
    } catch (InputException e) {
      if (!Files.isDirectory(source)) {
        throw e;
      }
      return new ServedSite(
          folders(
              source,
              source.resolve("content"),
              source.resolve("templates"),
              source.resolve("assets"),
              source.resolve("models"),
              source.resolve("data")),
          "/",
          false);
    }
  }

  private static SourceFolders folders(
      Path source, Path content, Path templates, Path assets, Path models, Path data) {
    return new SourceFolders(
        source,
        List.of(content, templates, assets, models, data, source.resolve(SiteConfig.FILE)),
        assets,
        models);
  }
}

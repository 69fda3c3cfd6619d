package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.theme.Palette;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What is drawn of the site's mark in its colours.
 *
 * @param palette the theme's colours
 */
record Drawings(Palette palette, SiteIcons icons, SharePictures pictures) {

  /** Draws what every site has, or takes it from the cache. */
  static Drawings draw(
      SiteConfig config, ThemeAssets assets, BuildCache cache, Diagnostics diagnostics)
      throws IOException {
    Palette palette = Palette.of(assets.text("css/tokens.css"));
    Path mark = config.assetFolder().resolve(SiteIcons.SOURCE);
    SiteIcons icons = SiteIcons.draw(assets, mark, palette, cache, diagnostics);
    SharePictures pictures = new SharePictures(config, cache, palette, icons.mark(), diagnostics);
    pictures.drawAhead();
    return new Drawings(palette, icons, pictures);
  }
}

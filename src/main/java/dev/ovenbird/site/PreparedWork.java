package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.theme.Palette;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Work that is the same for most sites, done once when the program is packaged: the icons of the
 * theme's own mark. It lies beside our classes or our jar; a build without it does it itself.
 */
public final class PreparedWork {
  private PreparedWork() {}

  static Path folder() {
    return CodeVersion.place(PreparedWork.class).resolveSibling("prepared");
  }

  /** Maven calls it; it takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    BuildCache.delete(folder());
    Path noAuthors = folder().resolve("assets");
    ThemeAssets assets = new ThemeAssets(noAuthors);
    SiteIcons.draw(
        assets,
        noAuthors.resolve(SiteIcons.SOURCE),
        Palette.of(assets.text("css/tokens.css")),
        new BuildCache(folder()),
        new Diagnostics());
  }
}

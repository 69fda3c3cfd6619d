package dev.ovenbird.figures;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostics;
import java.nio.file.Path;

/** Places for figures of tests. */
final class Scopes {
  private Scopes() {}

  /** Without files around it. */
  static FigureScope of(Diagnostics diagnostics) {
    return in(Path.of("site"), diagnostics);
  }

  /** The post {@code posts/a.md} of a site; all that is in it stands in line 1. */
  static FigureScope in(Path site, Diagnostics diagnostics) {
    return new FigureScope(
        site.resolve("content/posts/a.md"),
        offset -> 1,
        "posts/a.html",
        site,
        site.resolve("content"),
        site.resolve("assets"),
        new BuildCache(site.resolve(".ovenbird/cache")),
        diagnostics,
        new FigureFiles());
  }
}

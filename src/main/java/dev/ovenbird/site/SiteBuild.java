package dev.ovenbird.site;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;

/** Builds a site. */
public final class SiteBuild {
  private SiteBuild() {}

  /** Builds. */
  public static BuildResult run(BuildOptions options, Progress progress) throws IOException {
    throw new UnsupportedOperationException();
  }
}

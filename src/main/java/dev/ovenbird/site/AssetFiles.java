package dev.ovenbird.site;

import dev.ovenbird.diagnostics.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of the asset folder that no template asks for; they are copied as they are. */
final class AssetFiles {
  private AssetFiles() {}

  static void addTo(SiteFiles files, Path folder, ThemeAssets assets, Diagnostics diagnostics)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        String path = SiteFiles.relative(folder, file);
        // What a template asked for is there already, under its hashed name.
        if (!assets.asked().contains(path) && !path.contains("/.") && !path.startsWith(".DS_")) {
          files.copy(path, file, diagnostics);
        }
      }
    }
  }
}

package dev.ovenbird.render;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which shortcodes there are. */
final class ShortcodeNames {
  private static final String SUFFIX = ".ftl";

  /** The theme's, one in each line: what a jar holds cannot be listed on every class path. */
  private static final String OF_THE_THEME = "/dev/ovenbird/theme/templates/shortcodes/names.txt";

  private ShortcodeNames() {}

  /** Those of the site's templates and of the theme, sorted. */
  static List<String> of(Path templates) throws IOException {
    Set<String> names = new TreeSet<>();
    try (InputStream in = ShortcodeNames.class.getResourceAsStream(OF_THE_THEME)) {
      if (in != null) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(names::add);
      }
    }
    Path folder = templates.resolve("shortcodes");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(SUFFIX))
            .map(name -> name.substring(0, name.length() - SUFFIX.length()))
            .forEach(names::add);
      }
    }
    return List.copyOf(names);
  }
}

package dev.ovenbird.site;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sites for tests: written from maps, baked, and read back. */
final class Sites {
  private Sites() {}

  /** Copies a folder; files called expected.txt stay behind. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!file.endsWith("expected.txt")) {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  /** Writes a site from paths and texts. */
  static Path write(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    return folder;
  }

  /** Bakes a site of these files; gives the output's files by path. */
  static Map<String, String> bake(Path folder, Map<String, String> files) throws IOException {
    Path source = write(folder.resolve("site"), files);
    Path output = folder.resolve("output");
    SiteBuild.run(BuildOptions.of(source, output), Progress.NONE);
    return read(output);
  }

  /** Pictures become no text of use, but the same for the same bytes. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString(), text(file));
      }
    }
    return texts;
  }
}

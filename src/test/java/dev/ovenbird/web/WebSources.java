package dev.ovenbird.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Our own modules, as something that tests need: code, and long. */
public final class WebSources {
  private WebSources() {}

  /** Some hundred thousand bytes: all of them, one after another. */
  public static byte[] joined() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Stream<Path> modules = Files.list(Path.of("src/main/web"))) {
      for (Path module : modules.sorted().toList()) {
        out.write(Files.readAllBytes(module));
      }
    }
    return out.toByteArray();
  }
}

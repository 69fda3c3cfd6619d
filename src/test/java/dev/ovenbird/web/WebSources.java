package dev.ovenbird.web;

import dev.ovenbird.content.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Our own modules, as something that tests need: code, and long. */
public final class WebSources {
  private WebSources() {}

  /** Copies each of them, with its words, into a folder. */
  public static void copyTo(Path folder) throws IOException {
    ScriptWords words = new ScriptWords(Messages.ofTheme(Locale.ENGLISH).below("script."));
    try (Stream<Path> modules = Files.list(Path.of("src/main/web"))) {
      for (Path module : modules.toList()) {
        String name = module.getFileName().toString();
        Files.writeString(folder.resolve(name), words.in(name, Files.readString(module)));
      }
    }
  }

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

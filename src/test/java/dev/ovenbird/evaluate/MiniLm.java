package dev.ovenbird.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real all-MiniLM-L6-v2, copied once from the class path to a folder that tests may read. */
public final class MiniLm {
  private static final Path FOLDER = Path.of("target", "test-models");

  private MiniLm() {}

  public static final TextEncoderOptions OPTIONS = new TextEncoderOptions(Pooling.MEAN, true, 256);

  /** fp32, 90,387,606 bytes. */
  public static Path onnx() {
    return file("all-minilm-l6-v2.onnx");
  }

  public static Path tokenizer() {
    return file("all-minilm-l6-v2-tokenizer.json");
  }

  private static synchronized Path file(String name) {
    Path file = FOLDER.resolve(name);
    try (InputStream resource = MiniLm.class.getResourceAsStream("/" + name)) {
      if (!Files.exists(file)) {
        Files.createDirectories(FOLDER);
        Path partial = FOLDER.resolve(name + ".partial");
        Files.deleteIfExists(partial);
        Files.copy(resource, partial);
        Files.move(partial, file);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

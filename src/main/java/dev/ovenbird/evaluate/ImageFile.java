package dev.ovenbird.evaluate;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;

/** Images on disk, PNG or JPEG. */
public final class ImageFile {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

  private ImageFile() {}

  /**
   * The images in a folder, sorted by name; folders below it are not looked into.
   *
   * @throws dev.ovenbird.diagnostics.InputException if there is none
   */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> images =
          files
              .filter(Files::isRegularFile)
              .filter(file -> ENDINGS.stream().anyMatch(lowerName(file)::endsWith))
              .sorted()
              .toList();
      if (images.isEmpty()) {
        throw Sessions.bad(
            folder, "There is no image in the folder.", "Put files " + ENDINGS + " there.");
      }
      return images;
    }
  }

  /** Its pixels; what is transparent lies on white. */
  static Pixels read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      BufferedImage image = ImageIO.read(in);
      if (image == null) {
        throw bad(file, "it is neither PNG nor JPEG");
      }
      Pixels pixels = new Pixels(image.getHeight(), image.getWidth());
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          put(pixels, y, x, image.getRGB(x, y));
        }
      }
      return pixels;
    } catch (IIOException | IndexOutOfBoundsException e) {
      throw bad(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Pixels pixels, int y, int x, int argb) {
    float opaque = (argb >>> 24) / 255f;
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      int value = argb >> 16 - 8 * channel & 0xff;
      pixels.set(channel, y, x, value * opaque + 255 * (1 - opaque));
    }
  }

  private static String lowerName(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private static RuntimeException bad(Path file, String why) {
    return Sessions.bad(
        file, "The image cannot be read: " + why + ".", "Save it anew as PNG or JPEG.");
  }
}

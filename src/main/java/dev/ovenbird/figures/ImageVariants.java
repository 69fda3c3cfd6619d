package dev.ovenbird.figures;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPWriteParam;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * An image in the widths that screens ask for, as WebP. Made once for each content of the image.
 * The original stays as it is; what is not smaller than it by a tenth is not kept.
 */
final class ImageVariants {
  /** Of how they are made; a part of the cache's key. */
  private static final int FORMAT = 1;

  /** In pixels: a phone, a phone with two pixels for one, a text column with two for one. */
  private static final List<Integer> WIDTHS = List.of(480, 800, 1280);

  private static final float QUALITY = 0.8f;
  private static final double WORTH_IT = 0.9;

  private final BuildCache cache;

  ImageVariants(BuildCache cache) {
    this.cache = cache;
  }

  /**
   * One width of an image.
   *
   * @param file in the cache
   * @param width in pixels
   */
  record Variant(Path file, int width) {}

  /** Those that are worth it, the narrowest first; of an image that is already small, none. */
  List<Variant> of(Path image, BufferedImage pixels) throws IOException {
    byte[] original = Files.readAllBytes(image);
    boolean photograph = !image.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    Path folder =
        cache.get(
            "images",
            List.of(FORMAT, WIDTHS, QUALITY, Digest.hex(original)),
            empty -> make(pixels, photograph, original.length, empty));
    List<Variant> variants = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        variants.add(new Variant(file, Integer.parseInt(name.substring(0, name.indexOf('.')))));
      }
    }
    variants.sort((a, b) -> a.width() - b.width());
    return variants;
  }

  private static void make(BufferedImage pixels, boolean photograph, int bytes, Path folder)
      throws IOException {
    List<Integer> widths = new ArrayList<>(WIDTHS);
    widths.removeIf(width -> width >= pixels.getWidth());
    widths.add(Math.min(pixels.getWidth(), 2 * WIDTHS.get(WIDTHS.size() - 1)));
    for (int width : widths) {
      byte[] webp = webp(scaled(pixels, width), photograph);
      if (webp.length < WORTH_IT * bytes) {
        Files.write(folder.resolve(width + ".webp"), webp);
      }
    }
  }

  /** Halved until it is near, since a filter over two pixels sees no others. */
  private static BufferedImage scaled(BufferedImage image, int width) {
    BufferedImage scaled = image;
    int kind =
        image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    do {
      int next = Math.max(width, scaled.getWidth() / 2);
      int height =
          next == width
              ? (int) Math.max(1, Math.round((double) image.getHeight() * width / image.getWidth()))
              : Math.max(1, scaled.getHeight() / 2);
      BufferedImage smaller = new BufferedImage(next, height, kind);
      Graphics2D graphics = smaller.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(scaled, 0, 0, next, height, null);
      graphics.dispose();
      scaled = smaller;
    } while (scaled.getWidth() > width);
    return scaled;
  }

  /** Drawings keep each pixel, where edges would fray; photographs lose what nobody sees. */
  private static byte[] webp(BufferedImage image, boolean photograph) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByMIMEType("image/webp").next();
    WebPWriteParam options = new WebPWriteParam(Locale.ROOT);
    options.setCompressionType(photograph ? CompressionType.Lossy : CompressionType.Lossless);
    options.setCompressionQuality(photograph ? QUALITY : 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), options);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}

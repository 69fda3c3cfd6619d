package dev.ovenbird.figures;

import dev.ovenbird.cache.Digest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jsoup.nodes.Entities;

/**
 * An image of the text as HTML: with its size, so that the text does not jump when it arrives, and
 * in the widths that screens ask for.
 */
final class ImageTag {
  private static final Set<String> READ = Set.of("png", "jpg", "jpeg");

  /** The text column's width, above which the text is not wider than that. */
  private static final String SIZES = "(min-width: 44rem) 40rem, calc(100vw - 2.25rem)";

  private final FigureScope scope;
  private final int line;
  private final boolean first;

  /**
   * @param line in which the image stands
   * @param first whether it is the document's first, which is seen at once
   */
  ImageTag(FigureScope scope, int line, boolean first) {
    this.scope = scope;
    this.line = line;
    this.first = first;
  }

  /**
   * The element.
   *
   * @param written its address as the author wrote it
   * @param src the same as the page needs it
   * @param alt what it shows; empty where the author says nothing
   */
  String html(String written, String src, String alt) {
    if (alt.isBlank()) {
      scope.warning(
          line,
          "The image says nothing to those who do not see it: " + written,
          "Say in words what it shows: ![A clay oven](" + written + ").");
    }
    StringBuilder html = new StringBuilder("<img src=\"").append(escaped(src)).append('"');
    try {
      size(written, html);
    } catch (IOException | IndexOutOfBoundsException e) {
      scope.warning(
          line,
          "The image is published as it is, since it cannot be read here: " + written,
          "Save it anew as PNG or JPEG, in RGB.");
    }
    html.append(" alt=\"").append(escaped(alt)).append('"');
    if (!first) {
      html.append(" loading=\"lazy\"");
    }
    return html.append(" decoding=\"async\" />").toString();
  }

  private void size(String written, StringBuilder html) throws IOException {
    Path file = file(written);
    if (file == null) {
      // Elsewhere, or nowhere: then the check of links says so.
      return;
    }
    scope.files().read().add(file);
    BufferedImage pixels = ImageIO.read(file.toFile());
    if (pixels == null) {
      throw new IOException("neither PNG nor JPEG");
    }
    int orientation = ExifOrientation.of(Files.readAllBytes(file));
    List<ImageVariants.Variant> variants =
        // Other files do not say which side is up.
        orientation == ExifOrientation.UPRIGHT ? variants(file, pixels) : List.of();
    if (!variants.isEmpty()) {
      String set =
          variants.stream()
              .map(variant -> published(file, variant) + " " + variant.width() + "w")
              .reduce((a, b) -> a + ", " + b)
              .orElseThrow();
      html.append(" srcset=\"").append(set).append("\" sizes=\"").append(SIZES).append('"');
    }
    boolean lying = ExifOrientation.isOnItsSide(orientation);
    html.append(" width=\"")
        .append(lying ? pixels.getHeight() : pixels.getWidth())
        .append("\" height=\"")
        .append(lying ? pixels.getWidth() : pixels.getHeight())
        .append('"');
  }

  private List<ImageVariants.Variant> variants(Path file, BufferedImage pixels) throws IOException {
    try {
      return new ImageVariants(scope.cache()).of(file, pixels);
    } catch (LinkageError e) {
      scope.warning(
          0,
          "Images keep their widths and formats, since libwebp does not run on this platform.",
          "");
      return List.of();
    }
  }

  /**
   * The file beside the document or, likewise published, among the assets; null if there is none.
   */
  private Path file(String written) {
    String path;
    try {
      URI uri = URI.create(written.strip().replace(" ", "%20"));
      path = uri.getScheme() == null && uri.getRawAuthority() == null ? uri.getPath() : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (path == null || path.startsWith("/") || !READ.contains(extension(path))) {
      return null;
    }
    Path beside = scope.file().getParent().resolve(path).normalize();
    Path page = Path.of("/" + scope.uri()).getParent();
    String fromRoot = Path.of("/").relativize(page.resolve(path).normalize()).toString();
    for (Path candidate :
        List.of(
            beside,
            scope.contentFolder().resolve(fromRoot),
            scope.assetFolder().resolve(fromRoot))) {
      if (candidate.startsWith(scope.siteFolder().normalize()) && Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /** Where a width of the image is published, from the page. */
  private String published(Path file, ImageVariants.Variant variant) {
    try {
      String name = file.getFileName().toString().replaceAll("\\.\\w+$", "");
      String path =
          "_ovenbird/images/"
              + Digest.hashedName(
                  name.replaceAll("[^\\w-]", "-") + "-" + variant.width() + ".webp",
                  Files.readAllBytes(variant.file()));
      scope.files().made().put(path, variant.file());
      return "../".repeat((int) scope.uri().chars().filter(c -> c == '/').count()) + path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String escaped(String text) {
    return Entities.escape(text).replace("\"", "&quot;");
  }
}

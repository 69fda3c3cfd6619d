package dev.ovenbird.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTagTest {
  @TempDir Path site;

  private final Diagnostics diagnostics = new Diagnostics();
  private FigureScope scope;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(site.resolve("content/posts"));
    scope = Scopes.in(site, diagnostics);
  }

  @Test
  void givesSizeAndWidthsThatAreWorthIt() throws IOException {
    Path file = write("content/posts/a.jpg", 1000, 500, "jpg");
    Element image = tag("a.jpg", "A nest", false);
    assertThat(image.attr("src")).isEqualTo("a.jpg");
    assertThat(image.attr("width")).isEqualTo("1000");
    assertThat(image.attr("height")).isEqualTo("500");
    assertThat(image.attr("loading")).isEqualTo("lazy");
    assertThat(image.attr("alt")).isEqualTo("A nest");
    assertThat(image.attr("srcset"))
        .matches(
            "../_ovenbird/images/a-480.[0-9a-f]{16}.webp 480w,"
                + " ../_ovenbird/images/a-800.[0-9a-f]{16}.webp 800w(, .* 1000w)?");
    assertThat(scope.files().read()).containsExactly(file);
    for (Path made : scope.files().made().values()) {
      assertThat(Files.size(made)).isLessThan(Files.size(file) * 9 / 10);
      BufferedImage read = ImageIO.read(made.toFile());
      assertThat(read.getHeight() * 2).isEqualTo(read.getWidth());
      assertThat(made.getFileName()).hasToString(read.getWidth() + ".webp");
    }
    assertThat(diagnostics.all()).isEmpty();
  }

  @Test
  void makesTheSameBytesAgain() throws IOException {
    write("content/posts/a.jpg", 900, 300, "jpg");
    Element first = tag("a.jpg", "A nest", true);
    assertThat(first.hasAttr("loading")).isFalse();
    Path cache = site.resolve(".ovenbird/cache");
    dev.ovenbird.cache.BuildCache.delete(cache);
    assertThat(tag("a.jpg", "A nest", true).outerHtml()).isEqualTo(first.outerHtml());
  }

  @Test
  void leavesASmallDrawingAlone() throws IOException {
    // A single pixel has no smaller form.
    Files.write(
        site.resolve("content/posts/dot.png"),
        HexFormat.of()
            .parseHex(
                "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef924"
                    + "0000000a49444154789c6360000000020001487356cf0000000049454e44ae426082"));
    Element image = tag("dot.png", "A dot", true);
    assertThat(image.attr("width")).isEqualTo("1");
    assertThat(image.attr("src")).isEqualTo("dot.png");
  }

  @Test
  void findsImagesAmongTheAssets() throws IOException {
    write("assets/img/b.png", 30, 20, "png");
    assertThat(tag("../img/b.png", "A nest", true).attr("height")).isEqualTo("20");
  }

  @Test
  void turnsWhatACameraTookOnItsSide() throws IOException {
    Path file = write("content/posts/c.jpg", 900, 300, "jpg");
    byte[] plain = Files.readAllBytes(file);
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "ffe10022457869660000"
                    + "4d4d002a00000008"
                    + "00010112000300000001000600000000"
                    + "0000");
    byte[] turned = new byte[plain.length + exif.length];
    System.arraycopy(plain, 0, turned, 0, 2);
    System.arraycopy(exif, 0, turned, 2, exif.length);
    System.arraycopy(plain, 2, turned, 2 + exif.length, plain.length - 2);
    Files.write(file, turned);
    Element image = tag("c.jpg", "A nest", true);
    assertThat(image.attr("width")).isEqualTo("300");
    assertThat(image.hasAttr("srcset")).isFalse();
  }

  @Test
  void asksForWordsAndTellsWhatItCannotRead() throws IOException {
    Files.writeString(site.resolve("content/posts/d.png"), "no image");
    tag("d.png", "", true);
    tag("https://example.org/e.png", "Elsewhere", true);
    assertThat(diagnostics.all())
        .extracting(Diagnostic::message)
        .containsExactlyInAnyOrder(
            "The image says nothing to those who do not see it: d.png",
            "The image is published as it is, since it cannot be read here: d.png");
    assertThat(diagnostics.hasErrors()).isFalse();
  }

  private Element tag(String written, String alt, boolean first) {
    return Jsoup.parseBodyFragment(new ImageTag(scope, 3, first).html(written, written, alt))
        .selectFirst("img");
  }

  /** Something like a photograph: soft shades with some noise. */
  private Path write(String path, int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int shade = (int) (100 + 60 * Math.sin(x / 40.0) + 60 * Math.cos(y / 30.0));
        shade = Math.max(0, Math.min(255, shade + random.nextInt(12)));
        image.setRGB(x, y, shade << 16 | shade / 2 << 8 | 60);
      }
    }
    Path file = site.resolve(path);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, format, file.toFile());
    return file;
  }
}

package dev.ovenbird.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Icons and share pictures, looked at pixel by pixel. */
class PicturesTest {
  private static final Palette PALETTE =
      Palette.of("--paper: light-dark(#ffffff, #101010); --ink: #0000ff; --clay:#ff0000");

  private static Mark disc() throws IOException {
    return mark("<circle cx='5' cy='5' r='5' fill='#00ff00'/>");
  }

  private static Mark mark(String content) throws IOException {
    String svg =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>" + content + "</svg>";
    return new Mark(svg.getBytes(StandardCharsets.UTF_8));
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void takesTheThemesColours() {
    assertThat(PALETTE.paper()).isEqualTo("#ffffff");
    assertThat(PALETTE.paperDark()).isEqualTo("#101010");
    assertThat(PALETTE.line()).isEqualTo("#ddd3cb");
  }

  @Test
  void drawsTheMarkInTheSizeThatIsAskedFor() throws IOException {
    BufferedImage plain = read(disc().png(192));
    assertThat(plain.getWidth()).isEqualTo(192);
    assertThat(new Color(plain.getRGB(96, 4))).isEqualTo(Color.GREEN);
    assertThat(plain.getRGB(2, 2) >>> 24).as("transparent").isZero();

    BufferedImage maskable = read(disc().png(512, 0.2, PALETTE.paper()));
    assertThat(new Color(maskable.getRGB(256, 80)))
        .as("outside of the safe circle")
        .isEqualTo(Color.WHITE);
    assertThat(new Color(maskable.getRGB(256, 110))).isEqualTo(Color.GREEN);
  }

  @Test
  void refusesWhatIsNoDrawing() {
    assertThatThrownBy(() -> new Mark("no drawing".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void sharePicturesHaveTheirTitleInTheThemesInk() throws IOException {
    SharePicture picture = new SharePicture(PALETTE, disc());
    byte[] png = picture.png("Привет, Ωμέγα & Łódź", "Nests", "1 May 2026");
    BufferedImage drawn = read(png);

    assertThat(drawn.getWidth()).isEqualTo(1200);
    assertThat(drawn.getHeight()).isEqualTo(630);
    assertThat(inked(drawn, Color.BLUE)).isGreaterThan(2000);
    assertThat(picture.png("Привет, Ωμέγα & Łódź", "Nests", "1 May 2026")).isEqualTo(png);
    assertThat(inked(read(picture.png("鳥の巣", "Nests", "")), Color.BLUE))
        .as("letters that the typeface does not have")
        .isZero();
  }

  @Test
  void aTitleOfAnyLengthStaysAboveTheSitesName() throws IOException {
    BufferedImage drawn =
        read(new SharePicture(PALETTE, disc()).png("many words ".repeat(60), "Nests", ""));
    for (int x = 0; x < 1200; x++) {
      for (int y = 480; y < 630; y++) {
        assertThat(drawn.getRGB(x, y)).isNotEqualTo(Color.BLUE.getRGB());
      }
    }
  }

  @Test
  void theThemesOwnMarkCanBeDrawn() throws IOException {
    byte[] icon = new Mark(Files.readAllBytes(Path.of("assets/favicon.svg"))).ico(48);
    assertThat(icon).startsWith(0, 0, 1, 0, 1, 0, 48, 48);
  }

  private static long inked(BufferedImage image, Color color) {
    long count = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}

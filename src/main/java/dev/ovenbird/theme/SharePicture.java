package dev.ovenbird.theme;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The picture that other sites show beside a link: a title on the theme's ground, with the site's
 * mark and name. Thread-safe.
 */
public final class SharePicture {
  /** Changes whenever the same words would give another picture. */
  public static final String VERSION = "1";

  /** In pixels, as Open Graph's readers want it. */
  public static final int WIDTH = 1200;

  /** In pixels. */
  public static final int HEIGHT = 630;

  private static final int MARGIN = 88;
  private static final int BAR = 14;
  private static final double LARGEST = 84;
  private static final double SMALLEST = 44;
  private static final double NAME = 34;
  private static final double MARK = 60;
  private static final int FOOT = 64;
  private static final double ROOM = HEIGHT - MARGIN - FOOT - MARK - 56;

  private final Typeface typeface = new Typeface();
  private final Palette palette;
  private final Mark mark;

  public SharePicture(Palette palette, Mark mark) {
    this.palette = palette;
    this.mark = mark;
  }

  /**
   * The picture as PNG.
   *
   * <p>Words that the typeface cannot write are left out.
   *
   * @param title of the page
   * @param site the site's name
   * @param note stands small at the right; may be empty
   */
  public byte[] png(String title, String site, String note) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Canvas.of(image);
    graphics.setColor(Palette.color(palette.paper()));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(Palette.color(palette.clay()));
    graphics.fillRect(0, 0, WIDTH, BAR);
    title(graphics, title.strip());
    foot(graphics, site.strip(), note.strip());
    graphics.dispose();
    return Mark.encode(image);
  }

  private void title(Graphics2D graphics, String title) {
    if (!typeface.has(title)) {
      return;
    }
    double size = LARGEST;
    List<String> lines = lines(title, size);
    while (size > SMALLEST && lines.size() * size * 1.15 > ROOM) {
      size -= 4;
      lines = lines(title, size);
    }
    int most = (int) (ROOM / (size * 1.15));
    if (lines.size() > most) {
      lines = new ArrayList<>(lines.subList(0, most));
      lines.set(most - 1, lines.get(most - 1).replaceAll("[\\s,;:]+\\S*$", "") + "…");
    }
    graphics.setColor(Palette.color(palette.ink()));
    double y = MARGIN + size * 0.85;
    for (String line : lines) {
      graphics.fill(typeface.outline(line, MARGIN, y, size));
      y += size * 1.15;
    }
  }

  private void foot(Graphics2D graphics, String site, String note) {
    double top = HEIGHT - FOOT - MARK;
    double baseline = top + MARK / 2 + NAME * 0.33;
    graphics.setColor(Palette.color(palette.line()));
    graphics.fillRect(MARGIN, (int) top - 34, WIDTH - 2 * MARGIN, 2);
    synchronized (mark) {
      mark.draw(graphics, MARGIN, top, MARK);
    }
    graphics.setColor(Palette.color(palette.clay()));
    if (typeface.has(site)) {
      graphics.fill(typeface.outline(site, MARGIN + MARK + 20, baseline, NAME));
    }
    if (!typeface.has(note)) {
      return;
    }
    graphics.setColor(Palette.color(palette.inkSoft()));
    double end = WIDTH - MARGIN - typeface.width(note, NAME * 0.85);
    graphics.fill(typeface.outline(note, end, baseline, NAME * 0.85));
  }

  /** Breaks between words, so that no line is wider than the picture's middle. */
  private List<String> lines(String text, double size) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split("\\s+")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && typeface.width(longer, size) > WIDTH - 2.0 * MARGIN) {
        lines.add(line);
        line = word;
      } else {
        line = longer;
      }
    }
    lines.add(line);
    return lines;
  }
}

package dev.ovenbird.theme;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageIO;

/** The site's mark, an SVG drawing, as pixels. Not thread-safe. */
public final class Mark {
  /** Changes whenever the same drawing would give other pixels. */
  public static final String VERSION = "1";

  /** Says why a file is no drawing. */
  public static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1;

    private UnreadableException(String reason, Throwable cause) {
      super(reason, cause);
    }
  }

  private final SVGDocument drawing;

  /**
   * Reads the drawing.
   *
   * @throws UnreadableException when it is no SVG
   */
  public Mark(byte[] svg) throws UnreadableException {
    drawing = load(svg);
  }

  private static SVGDocument load(byte[] svg) throws UnreadableException {
    SVGDocument loaded;
    try {
      loaded =
          new SVGLoader().load(new ByteArrayInputStream(svg), null, LoaderContext.createDefault());
    } catch (RuntimeException e) {
      throw new UnreadableException("the drawing cannot be read: " + e.getMessage(), e);
    }
    if (loaded == null) {
      throw new UnreadableException("the drawing is no SVG", null);
    }
    return loaded;
  }

  /** A square PNG with a transparent ground. */
  public byte[] png(int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = Canvas.of(image);
    draw(graphics, 0, 0, size);
    graphics.dispose();
    return encode(image);
  }

  /**
   * A square PNG on a ground of its own.
   *
   * @param inset what is left free on each side, a fraction: of a <a
   *     href="https://www.w3.org/TR/appmanifest/#icon-masks">maskable</a> icon, only a circle of
   *     four fifths is sure to be seen
   */
  public byte[] png(int size, double inset, String ground) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Canvas.of(image);
    graphics.setColor(Palette.color(ground));
    graphics.fillRect(0, 0, size, size);
    double edge = size * inset;
    draw(graphics, edge, edge, size - 2 * edge);
    graphics.dispose();
    return encode(image);
  }

  /** An icon file for those who ask for {@code favicon.ico} without reading the page. */
  public byte[] ico(int size) throws IOException {
    byte[] png = png(size);
    ByteBuffer ico = ByteBuffer.allocate(22 + png.length).order(ByteOrder.LITTLE_ENDIAN);
    ico.putShort((short) 0).putShort((short) 1).putShort((short) 1);
    ico.put((byte) size).put((byte) size).putShort((short) 0);
    ico.putShort((short) 1).putShort((short) 32).putInt(png.length).putInt(22);
    return ico.put(png).array();
  }

  void draw(Graphics2D graphics, double x, double y, double size) {
    Graphics2D own = (Graphics2D) graphics.create();
    own.setColor(Color.BLACK);
    drawing.render(
        (java.awt.Component) null,
        own,
        new ViewBox((float) x, (float) y, (float) size, (float) size));
    own.dispose();
  }

  static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}

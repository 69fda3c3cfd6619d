package dev.ovenbird.theme;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Images to draw on, with smooth edges. */
final class Canvas {
  static {
    // Nothing here has a window; with a display, AWT would look for one.
    System.setProperty("java.awt.headless", "true");
  }

  private Canvas() {}

  static Graphics2D of(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }
}

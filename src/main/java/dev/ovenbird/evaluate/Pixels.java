package dev.ovenbird.evaluate;

/**
 * An image as numbers: red, green, blue from 0 to 255.
 *
 * @param values {@code [3, height, width]}, row by row
 */
record Pixels(int height, int width, float[] values) {
  static final int CHANNELS = 3;

  Pixels(int height, int width) {
    this(height, width, new float[CHANNELS * height * width]);
  }

  float at(int channel, int y, int x) {
    return values[(channel * height + y) * width + x];
  }

  void set(int channel, int y, int x, float value) {
    values[(channel * height + y) * width + x] = value;
  }

  /** The middle of it; black where it is smaller than that. */
  Pixels centre(int newHeight, int newWidth) {
    Pixels cut = new Pixels(newHeight, newWidth);
    int top = Math.floorDiv(height - newHeight, 2);
    int left = Math.floorDiv(width - newWidth, 2);
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int y = Math.max(0, -top); y < Math.min(newHeight, height - top); y++) {
        for (int x = Math.max(0, -left); x < Math.min(newWidth, width - left); x++) {
          cut.set(channel, y, x, at(channel, y + top, x + left));
        }
      }
    }
    return cut;
  }
}

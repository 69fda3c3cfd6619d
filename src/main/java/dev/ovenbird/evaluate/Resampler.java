package dev.ovenbird.evaluate;

import java.util.Arrays;

/**
 * Scales images as Pillow's bilinear filter does, which models were trained with: a triangle around
 * each new pixel's centre, widened when the image shrinks, so that every old pixel counts. Source:
 * {@code src/libImaging/Resample.c} in Pillow. Not rounded to whole numbers in between.
 */
final class Resampler {
  private Resampler() {}

  static Pixels resize(Pixels image, int height, int width) {
    if (image.height() == height && image.width() == width) {
      return image;
    }
    Weights across = Weights.of(image.width(), width);
    Weights down = Weights.of(image.height(), height);
    Pixels wide = new Pixels(image.height(), width);
    Pixels scaled = new Pixels(height, width);
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < width; x++) {
          wide.set(channel, y, x, across.sum(x, image.values(), at(image, channel, y, 0), 1));
        }
      }
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          scaled.set(channel, y, x, down.sum(y, wide.values(), at(wide, channel, 0, x), width));
        }
      }
    }
    return scaled;
  }

  private static int at(Pixels image, int channel, int y, int x) {
    return (channel * image.height() + y) * image.width() + x;
  }

  /**
   * How much each old pixel of a line counts in the new ones.
   *
   * @param first per new pixel, the first old one that counts
   * @param shares per new pixel, of that old one and those after it; they sum to 1
   */
  private record Weights(int[] first, double[][] shares) {

    static Weights of(int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(1, scale);
      int[] first = new int[to];
      double[][] shares = new double[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = Math.max(0, (int) (centre - reach + 0.5));
        int end = Math.min(from, (int) (centre + reach + 0.5));
        double[] share = new double[end - first[i]];
        for (int j = 0; j < share.length; j++) {
          share[j] = Math.max(0, 1 - Math.abs((first[i] + j + 0.5 - centre) / reach));
        }
        double sum = Arrays.stream(share).sum();
        shares[i] = Arrays.stream(share).map(value -> value / sum).toArray();
      }
      return new Weights(first, shares);
    }

    float sum(int pixel, float[] values, int begin, int stride) {
      double sum = 0;
      double[] share = shares[pixel];
      for (int j = 0; j < share.length; j++) {
        sum += share[j] * values[begin + (first[pixel] + j) * stride];
      }
      return (float) sum;
    }
  }
}

package dev.ovenbird.evaluate;

import ai.onnxruntime.TensorInfo;
import java.util.Locale;

/**
 * Sizes for the dimensions that a model leaves open. Exporters tell by the dimension's name what it
 * is; where they do not, the input's name and the place tell.
 *
 * @param length of a text, or of whatever else is open, in elements
 * @param past how many tokens lie in the cache already
 */
record OpenDimensions(int length, int past) {
  private static final int BATCH = 1;
  private static final int CHANNELS = 3;

  /** What most models that see images were trained with, in pixels. */
  private static final int EDGE = 224;

  /** The shape to make for an input. */
  long[] fill(String name, TensorInfo info) {
    long[] shape = info.getShape();
    String[] names = info.getDimensionNames();
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0) {
        shape[i] = size(name, names[i].toLowerCase(Locale.ROOT), i, shape.length);
      }
    }
    return shape;
  }

  private int size(String input, String dimension, int index, int rank) {
    if (index == 0 || CausalInputs.isSetting(input)) {
      return BATCH;
    }
    if (CausalInputs.isPast(input)) {
      return past;
    }
    if (input.equals("pixel_values") || rank == 4) {
      return index == 1 ? CHANNELS : EDGE;
    }
    boolean whole = input.equals("attention_mask") || dimension.contains("total");
    return whole ? past + length : length;
  }
}

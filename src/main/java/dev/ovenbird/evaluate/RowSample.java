package dev.ovenbird.evaluate;

import ai.onnxruntime.OnnxTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Some rows of a value, from several runs. Not thread-safe. */
final class RowSample {
  private final List<float[]> rows = new ArrayList<>();

  /** Takes at most so many rows of the tensor's last axis, evenly spread. */
  void add(OnnxTensor tensor, int most) {
    float[] values = Tensors.floats(tensor);
    long[] shape = tensor.getInfo().getShape();
    int width = shape.length == 0 ? 0 : (int) shape[shape.length - 1];
    if (values == null || width == 0 || !rows.isEmpty() && rows.get(0).length != width) {
      return;
    }
    int count = values.length / width;
    int taken = Math.min(count, most);
    for (int i = 0; i < taken; i++) {
      int row = (int) ((long) i * count / taken);
      float[] copy = new float[width];
      System.arraycopy(values, row * width, copy, 0, width);
      rows.add(copy);
    }
  }

  /** All of them; empty if there is none. */
  Optional<ValueRecorder.Rows> rows() {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    int width = rows.get(0).length;
    float[] all = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * width, width);
    }
    return Optional.of(new ValueRecorder.Rows(width, all));
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.TensorDescription;
import java.util.List;

/**
 * A tensor that was left as it is.
 *
 * @param name of the tensor
 * @param type of its elements
 * @param shape its dimensions
 * @param bytes its size
 * @param reason why, for people
 */
public record KeptTensor(String name, String type, List<Long> shape, long bytes, String reason) {

  public KeptTensor {
    shape = List.copyOf(shape);
  }

  static KeptTensor of(Initializer tensor, String reason) {
    TensorDescription is = TensorDescription.of(tensor);
    return new KeptTensor(is.name(), is.type(), is.shape(), is.bytes(), reason);
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.TensorDescription;
import java.util.List;

/**
 * A tensor that was made smaller.
 *
 * @param name of the tensor
 * @param shape its dimensions
 * @param op the kinds of nodes that use it, such as {@code MatMul}
 * @param bytesBefore its size in the original, in bytes
 * @param bytesAfter its size now, scales included, in bytes
 * @param scheme how it is stored: {@code int8, scale per output}
 * @param relativeRmsError root of the mean squared error, over that of the weights themselves
 */
public record QuantizedTensor(
    String name,
    List<Long> shape,
    String op,
    long bytesBefore,
    long bytesAfter,
    String scheme,
    double relativeRmsError) {

  public QuantizedTensor {
    shape = List.copyOf(shape);
  }

  static QuantizedTensor of(Weight weight, long bytesAfter, String scheme, double error) {
    TensorDescription before = TensorDescription.of(weight.tensor());
    return new QuantizedTensor(
        weight.name(), before.shape(), weight.op(), before.bytes(), bytesAfter, scheme, error);
  }
}

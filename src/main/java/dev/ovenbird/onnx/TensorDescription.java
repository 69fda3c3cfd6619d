package dev.ovenbird.onnx;

import java.util.List;

/**
 * A constant tensor of a model.
 *
 * @param name of the tensor
 * @param type of its elements, such as {@code float32}
 * @param shape its dimensions
 * @param elements how many numbers it has
 * @param bytes how many bytes they take
 */
public record TensorDescription(
    String name, String type, List<Long> shape, long elements, long bytes) {

  /** Describes a tensor. */
  public static TensorDescription of(Initializer tensor) {
    long elements = tensor.shape().stream().reduce(1L, Math::multiplyExact);
    long bytes =
        tensor.data() != null
            ? tensor.data().size()
            : ElementType.of(tensor.header().getDataType())
                .map(type -> type.bytes(elements))
                .orElse(0L);
    return new TensorDescription(
        tensor.name(),
        ElementType.nameOf(tensor.header().getDataType()),
        List.copyOf(tensor.shape()),
        elements,
        bytes);
  }
}

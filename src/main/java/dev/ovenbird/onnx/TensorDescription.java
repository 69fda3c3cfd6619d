package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.TensorProto;
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
  public static TensorDescription of(TensorProto tensor) {
    long elements = tensor.getDimsList().stream().reduce(1L, Math::multiplyExact);
    long bytes = tensor.hasRawData()
        ? tensor.getRawData().size()
        : ElementType.of(tensor.getDataType()).map(type -> type.bytes(elements)).orElse(0L);
    return new TensorDescription(tensor.getName(), ElementType.nameOf(tensor.getDataType()),
        List.copyOf(tensor.getDimsList()), elements, bytes);
  }
}

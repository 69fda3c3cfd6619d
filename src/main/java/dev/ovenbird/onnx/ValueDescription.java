package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.TensorShapeProto;
import dev.ovenbird.onnx.proto.Onnx.TypeProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.util.List;

/**
 * An input or output of a model.
 *
 * @param name of the value
 * @param type of its elements, such as {@code int64}; {@code not a tensor} for sequences and maps
 * @param shape each dimension a number, a name such as {@code batch_size}, or {@code ?}
 */
public record ValueDescription(String name, String type, List<String> shape) {

  static ValueDescription of(ValueInfoProto value) {
    TypeProto type = value.getType();
    if (!type.hasTensorType()) {
      return new ValueDescription(value.getName(), "not a tensor", List.of());
    }
    List<String> shape =
        type.getTensorType().getShape().getDimList().stream()
            .map(ValueDescription::dimension)
            .toList();
    return new ValueDescription(
        value.getName(), ElementType.nameOf(type.getTensorType().getElemType()), shape);
  }

  private static String dimension(TensorShapeProto.Dimension dimension) {
    return switch (dimension.getValueCase()) {
      case DIM_VALUE -> Long.toString(dimension.getDimValue());
      case DIM_PARAM -> dimension.getDimParam();
      case VALUE_NOT_SET -> "?";
    };
  }
}

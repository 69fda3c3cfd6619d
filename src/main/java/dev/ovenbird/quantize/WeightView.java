package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.List;
import java.util.Optional;

/**
 * A value that is a weight but for its layout or type: what Transpose, Identity and Cast make.
 *
 * @param weight name of the weight
 * @param transposed whether the axes of the matrix are swapped
 * @param type code of the type it is cast to; 0 for the weight's own
 */
record WeightView(String weight, boolean transposed, int type) {

  static WeightView plain(String weight) {
    return new WeightView(weight, false, 0);
  }

  /** This value as the node gives it on; empty if the node computes something else. */
  Optional<WeightView> through(NodeProto node) {
    if (!node.getDomain().isEmpty() || node.getInputCount() != 1) {
      return Optional.empty();
    }
    return switch (node.getOpType()) {
      case "Identity" -> Optional.of(this);
      case "Transpose" ->
          swapsAxes(node)
              ? Optional.of(new WeightView(weight, !transposed, type))
              : Optional.empty();
      case "Cast" ->
          ElementType.of((int) node.getAttribute(0).getI())
              .filter(to -> to == ElementType.FLOAT32)
              .map(to -> new WeightView(weight, transposed, to.code()));
      default -> Optional.empty();
    };
  }

  private static boolean swapsAxes(NodeProto node) {
    return node.getAttributeList().stream()
        .map(AttributeProto::getIntsList)
        .allMatch(List.of(1L, 0L)::equals);
  }
}

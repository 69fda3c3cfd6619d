package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;

/** The end of a rewritten product: bias, type and name as they were. */
final class Product {
  private Product() {}

  /**
   * Makes of {@code x · W} in 32 bits what the node gave.
   *
   * @param node the MatMul, or the Gemm, which may have a bias
   */
  static void finish(Emitter to, String product, ElementType type, NodeProto node) {
    String y = node.getOutput(0);
    boolean biased = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
    if (!biased) {
      finish(to, product, type, y);
    } else if (type == ElementType.FLOAT32) {
      to.add("Add", y, product, node.getInput(2));
    } else {
      to.add("Add", y, to.cast(product, ElementType.FLOAT32, type, y + "_cast"), node.getInput(2));
    }
  }

  /** The same without a bias. */
  static void finish(Emitter to, String product, ElementType type, String y) {
    if (type == ElementType.FLOAT32) {
      to.renameLast(product, y);
    } else {
      to.cast(product, ElementType.FLOAT32, type, y);
    }
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.proto.Onnx.NodeProto;

/**
 * One place where a value is used.
 *
 * @param node that uses it
 * @param input which of the node's inputs it is
 * @param nested whether the node stands in a branch or loop, not in the main graph
 */
record WeightUse(NodeProto node, int input, boolean nested) {

  String op() {
    return node.getOpType();
  }

  /** An embedding: rows of the weight are looked up, so that most of it is not touched. */
  boolean isRowLookup() {
    return isStandard() && op().equals("Gather") && input == 0 && attribute("axis", 0) == 0;
  }

  /**
   * Which axis of the weight becomes an axis of the result, and so can have a scale per channel
   * without any two products sharing more than they must; -1 when this use is not understood.
   */
  int channelAxis(int rank) {
    if (!isStandard()) {
      return -1;
    }
    return switch (op()) {
      case "MatMul" -> rank < 2 ? -1 : input == 1 ? rank - 1 : rank - 2;
      case "Gemm" -> input != 1 || rank != 2 ? -1 : attribute("transB", 0) == 0 ? 1 : 0;
      case "Gather" -> isRowLookup() && rank == 2 ? 0 : -1;
      case "Conv" -> input == 1 && rank >= 3 ? 0 : -1;
      // Tied weights: the embedding, transposed, is also the output layer. Its rows are channels.
      case "Transpose" -> rank == 2 ? 0 : -1;
      default -> -1;
    };
  }

  private boolean isStandard() {
    return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
  }

  private long attribute(String name, long absent) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .mapToLong(attribute -> attribute.getI())
        .findFirst()
        .orElse(absent);
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;

/**
 * One place where a weight is used.
 *
 * @param node that uses it
 * @param input which of the node's inputs it is
 * @param view how the node sees the weight
 */
record WeightUse(NodeProto node, int input, WeightView view) {
  /** What a weight is to the node that uses it. */
  enum Role {
    /** {@code x · W} of a matrix: it can be computed in integers. */
    PRODUCT,
    /** Rows of a matrix are looked up. */
    TABLE,
    /** Understood, but the node needs the weight in floating point. */
    WIDENED,
    UNKNOWN
  }

  String op() {
    return node.getOpType();
  }

  Role role(int rank) {
    if (!isStandard() || !isWhole()) {
      return Role.UNKNOWN;
    }
    return switch (op()) {
      case "MatMul" -> rank == 2 && input == 1 ? Role.PRODUCT : widenedIf(rank >= 2);
      case "Gemm" -> input == 1 && rank == 2 && isPlainGemm() ? Role.PRODUCT : widenedIf(rank == 2);
      case "Gather" ->
          input == 0 && rank == 2 && !view.transposed() && attribute("axis", 0) == 0
              ? Role.TABLE
              : Role.UNKNOWN;
      case "Conv", "ConvTranspose" -> widenedIf(input == 1 && rank >= 3);
      default -> Role.UNKNOWN;
    };
  }

  private static Role widenedIf(boolean understood) {
    return understood ? Role.WIDENED : Role.UNKNOWN;
  }

  /** Whether the outputs are the first axis of the weight, {@code [outputs, inputs]}. */
  boolean outputsFirst() {
    return switch (op()) {
      case "Gather", "Conv" -> true;
      case "Gemm" -> view.transposed() != (attribute("transB", 0) != 0);
      default -> view.transposed();
    };
  }

  private boolean isPlainGemm() {
    return attribute("transA", 0) == 0 && factor("alpha") == 1 && factor("beta") == 1;
  }

  /** Runtimes refuse a node that takes too little; it is left to them. */
  private boolean isWhole() {
    return node.getInputCount() >= 2
        && !node.getInput(0).isEmpty()
        && !node.getInput(1).isEmpty()
        && node.getOutputCount() >= 1;
  }

  private boolean isStandard() {
    return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
  }

  private long attribute(String name, long absent) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .mapToLong(AttributeProto::getI)
        .findFirst()
        .orElse(absent);
  }

  private float factor(String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .map(AttributeProto::getF)
        .findFirst()
        .orElse(1f);
  }
}

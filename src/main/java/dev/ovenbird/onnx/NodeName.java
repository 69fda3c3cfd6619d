package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.NodeProto;

/** What people are told to find a node by; names of nodes are optional in the format. */
final class NodeName {
  private NodeName() {}

  /** {@code the node 'encoder/MatMul'}, or {@code the MatMul node that makes 'y'}. */
  static String of(NodeProto node) {
    if (!node.getName().isEmpty()) {
      return "the node '" + node.getName() + "'";
    }
    String op = node.getOpType().isEmpty() ? "" : node.getOpType() + " ";
    return node.getOutputCount() == 0
        ? "the " + op + "node without outputs"
        : "the " + op + "node that makes '" + node.getOutput(0) + "'";
  }
}

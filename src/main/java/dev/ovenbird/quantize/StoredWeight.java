package dev.ovenbird.quantize;

import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.List;

/** A weight as the small model holds it: its tensors, and the nodes that work with them. */
interface StoredWeight {
  /** What takes the place of the weight among the initializers. */
  List<Initializer> tensors();

  /** What was done, for the report. */
  QuantizedTensor report();

  /** Puts nodes at the beginning of the main graph; none, if each use is rewritten. */
  default void prepare(Emitter to) {}

  /**
   * Puts nodes in the place of one that uses the weight.
   *
   * @return false if the node can stay as it is
   */
  boolean rewrite(NodeProto node, WeightUse use, Emitter to);
}

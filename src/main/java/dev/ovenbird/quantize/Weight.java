package dev.ovenbird.quantize;

import dev.ovenbird.onnx.FloatTensor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A weight that is to be made smaller.
 *
 * @param tensor its values
 * @param axis along which each index has a scale of its own: a channel
 * @param uses all places where it is used; each is understood
 */
record Weight(FloatTensor tensor, int axis, List<WeightUse> uses) {

  /** The kinds of nodes that use it, each once: {@code Gather, MatMul}. */
  String op() {
    return uses.stream().map(WeightUse::op).distinct().collect(Collectors.joining(", "));
  }

  /** Whether rows of it are looked up, as in an embedding. */
  boolean isTable() {
    return uses.stream().anyMatch(WeightUse::isRowLookup);
  }

  int channels() {
    return (int) tensor.shape()[axis];
  }

  /** Elements that lie side by side and belong to the same channel. */
  int inner() {
    int inner = 1;
    for (int i = axis + 1; i < tensor.shape().length; i++) {
      inner *= (int) tensor.shape()[i];
    }
    return inner;
  }

  int elements() {
    return (int) tensor.elements();
  }
}

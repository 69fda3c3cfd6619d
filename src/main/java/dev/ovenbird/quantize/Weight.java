package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A weight that is to be made smaller.
 *
 * @param tensor as it is in the original
 * @param matrix its numbers, as outputs by inputs
 * @param uses all places where it is used, in the order of the nodes; each is understood
 * @param widened whether some use needs it in floating point
 * @param last whether what it makes leaves the model as it is, as the scores of a classifier do
 * @param share of all weights of the model, 0 to 1
 */
record Weight(
    Initializer tensor,
    Matrix matrix,
    List<WeightUse> uses,
    boolean widened,
    boolean last,
    double share) {

  String name() {
    return tensor.name();
  }

  /** The kinds of nodes that use it, each once: {@code Gather, MatMul}. */
  String op() {
    return uses.stream().map(WeightUse::op).distinct().collect(Collectors.joining(", "));
  }

  boolean isTable() {
    return !widened && uses.stream().anyMatch(use -> role(use) == WeightUse.Role.TABLE);
  }

  boolean isProduct() {
    return !widened && uses.stream().anyMatch(use -> role(use) == WeightUse.Role.PRODUCT);
  }

  /**
   * The values that it is multiplied with, if nothing else is done with it; else none. Then the
   * weight can be made for them.
   */
  List<String> factors() {
    boolean only =
        isProduct() && uses.stream().allMatch(use -> role(use) == WeightUse.Role.PRODUCT);
    return only ? uses.stream().map(use -> use.node().getInput(0)).toList() : List.of();
  }

  /** Type of the values that go into and come out of the nodes that use it. */
  ElementType typeFor(WeightUse use) {
    int code = use.view().type() != 0 ? use.view().type() : tensor.header().getDataType();
    return ElementType.of(code).orElseThrow();
  }

  WeightUse.Role role(WeightUse use) {
    return use.role(tensor.shape().size());
  }

  long elements() {
    return (long) matrix.outputs() * matrix.inputs();
  }
}

package dev.ovenbird.quantize;

import dev.ovenbird.onnx.FloatTensor;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import java.util.List;
import java.util.Optional;

/** Decides which initializers are made smaller, and says why the others are not. */
final class WeightPlan {
  /** With fewer weights per scale, the scales eat up what the weights save. */
  private static final int MINIMUM_PER_OUTPUT = 8;

  private final WeightUses uses;
  private final int minimumElements;
  private final long total;

  WeightPlan(OnnxModel model, WeightUses uses, int minimumElements) {
    this.uses = uses;
    this.minimumElements = minimumElements;
    this.total =
        model.initializers().stream()
            .filter(FloatTensor::isFloat)
            .mapToLong(WeightPlan::elements)
            .sum();
  }

  /** Why the tensor has to stay as it is; empty when it can be made smaller. */
  Optional<String> reasonToKeep(Initializer tensor) {
    int rank = tensor.shape().size();
    long elements = elements(tensor);
    if (!FloatTensor.isFloat(tensor)) {
      return Optional.of("not floating point");
    }
    if (elements < minimumElements) {
      return Optional.of("small");
    }
    if (uses.isOutput(tensor.name())) {
      return Optional.of("an output of the model");
    }
    if (elements > Integer.MAX_VALUE) {
      return Optional.of("more than 2^31 elements");
    }
    for (WeightUse use : uses.of(tensor.name())) {
      if (use.role(rank) == WeightUse.Role.UNKNOWN) {
        return Optional.of("used by " + use.op() + " as input " + use.input());
      }
    }
    return weight(tensor).matrix().inputs() < MINIMUM_PER_OUTPUT
        ? Optional.of("too few elements per output")
        : Optional.empty();
  }

  /** The tensor, once {@link #reasonToKeep} found none. */
  Weight weight(Initializer tensor) {
    List<WeightUse> all = uses.of(tensor.name());
    int rank = tensor.shape().size();
    boolean outputsFirst = all.get(0).outputsFirst();
    boolean widened =
        all.stream()
            .anyMatch(
                use ->
                    use.role(rank) == WeightUse.Role.WIDENED || use.outputsFirst() != outputsFirst);
    long elements = elements(tensor);
    int outputs = Math.toIntExact(tensor.shape().get(outputsFirst ? 0 : rank - 1));
    Matrix matrix =
        new Matrix(FloatTensor.of(tensor), outputs, (int) (elements / outputs), outputsFirst);
    boolean last = all.stream().anyMatch(use -> leaves(use.node().getOutput(0)));
    return new Weight(tensor, matrix, all, widened, last, (double) elements / total);
  }

  private static long elements(Initializer tensor) {
    return tensor.shape().stream().reduce(1L, Math::multiplyExact);
  }

  /** Whether a value is an output of the model, but for a bias. */
  private boolean leaves(String value) {
    if (uses.isOutput(value)) {
      return true;
    }
    List<WeightUse> next = uses.of(value);
    return next.size() == 1
        && next.get(0).op().equals("Add")
        && uses.isOutput(next.get(0).node().getOutput(0));
  }
}

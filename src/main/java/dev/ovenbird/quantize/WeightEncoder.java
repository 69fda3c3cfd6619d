package dev.ovenbird.quantize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the stored form of weights, those that share an input together. */
final class WeightEncoder {
  static final int BLOCK = 32;

  /** Feedback takes the cube of it in steps, and its square in memory. */
  private static final int WIDEST_FEEDBACK = 4096;

  private final QuantizeOptions options;
  private final Scratch scratch;

  WeightEncoder(QuantizeOptions options, Scratch scratch) {
    this.options = options;
    this.scratch = scratch;
  }

  /** The stored form of each weight by its name; those that are not finite are missing. */
  Map<String, StoredWeight> encode(List<Weight> weights) {
    Map<String, StoredWeight> stored = new LinkedHashMap<>();
    Map<String, List<Weight>> byInput =
        weights.stream()
            .collect(
                Collectors.groupingBy(
                    weight -> weight.onlyInput() == null ? "" : weight.onlyInput(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    byInput.forEach(
        (input, group) -> {
          InputPlan plan = input.isEmpty() ? InputPlan.UNKNOWN : plan(input, group, weights);
          Feedback feedback = input.isEmpty() ? null : feedback(input, group, plan);
          for (Weight weight : group) {
            encode(weight, plan, feedback).ifPresent(made -> stored.put(weight.name(), made));
          }
        });
    return stored;
  }

  private InputPlan plan(String input, List<Weight> group, List<Weight> all) {
    List<Matrix> rounded =
        group.stream()
            .filter(weight -> options.precision(weight.name()) == Precision.INT8)
            .map(Weight::matrix)
            .toList();
    // A weight that is also used elsewhere cannot be made for this input.
    boolean shared =
        all.stream()
            .filter(weight -> weight.onlyInput() == null && !weight.widened())
            .flatMap(weight -> weight.uses().stream())
            .anyMatch(use -> use.node().getInput(0).equals(input));
    if (options.dtype() != Dtype.Q8 || shared || rounded.isEmpty()) {
      return InputPlan.UNKNOWN;
    }
    return options
        .calibration()
        .of(input, rounded.get(0).inputs())
        .map(samples -> InputPlanner.choose(samples, rounded))
        .orElse(InputPlan.UNKNOWN);
  }

  private Feedback feedback(String input, List<Weight> group, InputPlan plan) {
    int inputs = group.get(0).matrix().inputs();
    boolean needed =
        group.stream().anyMatch(weight -> options.precision(weight.name()) != Precision.FLOAT);
    return options
        .calibration()
        .of(input, inputs)
        .filter(samples -> needed && inputs <= WIDEST_FEEDBACK)
        .map(samples -> Feedback.of(samples, plan.divisorsOrOnes(inputs)))
        .orElse(null);
  }

  private Optional<? extends StoredWeight> encode(
      Weight weight, InputPlan plan, Feedback feedback) {
    Precision precision = options.precision(weight.name());
    if (weight.widened() || precision == Precision.WIDENED) {
      return WidenedWeight.of(weight, scratch);
    }
    int block = block(weight);
    if (options.dtype() == Dtype.Q8 || block == 0) {
      return Int8Weight.of(weight, plan, feedback, scratch);
    }
    return BlockWeight.of(weight, grid(weight, precision, block), feedback, scratch);
  }

  /**
   * A tied table has no zero points: they would cost more than they bring. Nor have 8 bits, whose
   * steps are fine enough.
   */
  static Grid grid(Weight weight, Precision precision, int block) {
    boolean tied = weight.isTable() && weight.isProduct();
    int bits = precision == Precision.INT4 ? 4 : 8;
    return new Grid(bits, block, bits == 4 && !tied);
  }

  /** Inputs per scale; 0 for a table whose rows cannot be cut into blocks. */
  static int block(Weight weight) {
    if (!weight.isTable()) {
      return BLOCK;
    }
    int inputs = weight.matrix().inputs();
    return inputs % BLOCK == 0 ? BLOCK : inputs % (BLOCK / 2) == 0 ? BLOCK / 2 : 0;
  }
}

package dev.ovenbird.quantize;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the stored forms of weights, each once. Those that share an input are made for it. */
final class WeightEncoder {
  static final int BLOCK = 32;

  /** Feedback takes the cube of it in steps, and its square in memory. */
  private static final int WIDEST_FEEDBACK = 4096;

  private static final double MOST = 0.5;

  private final QuantizeOptions options;
  private final List<Weight> weights;
  private final Scratch scratch;
  private final Map<List<String>, List<Weight>> byInputs;
  private final Map<List<String>, InputPlan> plans = new HashMap<>();
  private final Map<String, Map<Precision, Optional<StoredWeight>>> made = new HashMap<>();

  WeightEncoder(QuantizeOptions options, List<Weight> weights, Scratch scratch) {
    this.options = options;
    this.weights = weights;
    this.scratch = scratch;
    this.byInputs =
        weights.stream()
            .collect(
                Collectors.groupingBy(Weight::factors, LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * The stored form of each weight by its name. Missing are those that stay as they are.
   *
   * @param precisions where they are not what the dtype says
   */
  Map<String, StoredWeight> encode(Map<String, Precision> precisions) {
    Map<String, StoredWeight> stored = new HashMap<>();
    byInputs.forEach(
        (inputs, group) -> {
          // Large, and the same for the whole group: kept no longer than that.
          Feedback[] feedback = new Feedback[1];
          for (Weight weight : group) {
            Precision precision =
                precisions.getOrDefault(weight.name(), usual(options.dtype(), weight));
            if (precision != Precision.FLOAT) {
              made.computeIfAbsent(weight.name(), name -> new EnumMap<>(Precision.class))
                  .computeIfAbsent(
                      precision,
                      key -> {
                        if (feedback[0] == null) {
                          feedback[0] = feedback(inputs, group);
                        }
                        return encode(weight, key, plan(inputs), feedback[0]);
                      })
                  .ifPresent(form -> stored.put(weight.name(), form));
            }
          }
        });
    return stored;
  }

  /** Why a weight that could be made smaller was not. */
  String reasonToKeep(String weight) {
    return made.getOrDefault(weight, Map.of()).containsValue(Optional.<StoredWeight>empty())
        ? "holds values that are not finite"
        : "asked for";
  }

  /**
   * What a dtype says. Errors of the first table go through the whole model, and those of the last
   * product are not evened out by anything that follows: these have 8 bits in all dtypes. Not so a
   * table that is most of the model, which would make it half as large again.
   */
  static Precision usual(Dtype dtype, Weight weight) {
    boolean four = (dtype == Dtype.Q4 || dtype == Dtype.Q4F16) && !weight.widened();
    boolean end = weight.isTable() ? weight.share() < MOST : weight.last();
    return four && !end ? Precision.INT4 : Precision.INT8;
  }

  private InputPlan plan(List<String> inputs) {
    return plans.computeIfAbsent(inputs, this::makePlan);
  }

  /** All products of one input round it in the same way, whatever they are stored as. */
  private InputPlan makePlan(List<String> inputs) {
    // A weight that is also used elsewhere cannot be made for this input.
    boolean shared =
        weights.stream()
            .filter(weight -> weight.factors().size() != 1 && !weight.widened())
            .flatMap(weight -> weight.uses().stream())
            .anyMatch(use -> inputs.contains(use.node().getInput(0)));
    if (inputs.size() != 1 || shared || options.dtype() != Dtype.Q8) {
      return InputPlan.UNKNOWN;
    }
    List<Matrix> group = byInputs.get(inputs).stream().map(Weight::matrix).toList();
    int width = group.get(0).inputs();
    return options
        .calibration()
        .of(inputs, width)
        .map(samples -> InputPlanner.choose(samples, group))
        .orElseGet(() -> new InputPlan(null, Rotation.fits(width)));
  }

  private Feedback feedback(List<String> inputs, List<Weight> group) {
    int width = group.get(0).matrix().inputs();
    return options
        .calibration()
        .of(inputs, width)
        .filter(samples -> width <= WIDEST_FEEDBACK)
        .map(samples -> feedback(samples, plan(inputs)))
        .orElse(null);
  }

  private static Feedback feedback(Samples samples, InputPlan plan) {
    float[] divisors = plan.divisorsOrOnes(samples.width());
    return plan.rotated()
        ? Feedback.of(
            Rotation.apply(samples, divisors), InputPlan.UNKNOWN.divisorsOrOnes(samples.width()))
        : Feedback.of(samples, divisors);
  }

  private Optional<StoredWeight> encode(
      Weight weight, Precision precision, InputPlan plan, Feedback feedback) {
    if (weight.widened() || precision == Precision.WIDENED) {
      return WidenedWeight.of(weight, scratch).map(form -> form);
    }
    int block = block(weight);
    boolean inIntegers = options.dtype() == Dtype.Q8 || !weight.isProduct();
    if (precision == Precision.INT8 && inIntegers || block == 0) {
      return Int8Weight.of(weight, plan, feedback, scratch).map(form -> form);
    }
    return BlockWeight.of(weight, grid(weight, precision, block), feedback, scratch)
        .map(form -> form);
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

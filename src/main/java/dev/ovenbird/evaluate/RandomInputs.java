package dev.ovenbird.evaluate;

import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes inputs that a model can take: ids within its vocabulary, masks of ones, else noise. */
final class RandomInputs {
  /** In tokens; taken in turn. */
  private static final int[] LENGTHS = {16, 5, 23};

  private final Path file;
  private final long vocabulary;
  private final long seed;

  RandomInputs(Path file, long vocabulary, long seed) {
    this.file = file;
    this.vocabulary = vocabulary;
    this.seed = seed;
  }

  /** Values for all inputs. The cache of a language model is empty in even rounds. */
  Map<String, InputValues> make(Map<String, TensorInfo> inputs, int round) {
    Random random = new Random(seed + round);
    boolean cached = round % 2 == 1 && inputs.keySet().stream().anyMatch(CausalInputs::isPast);
    int length = LENGTHS[round % LENGTHS.length];
    OpenDimensions open = new OpenDimensions(length, cached ? length / 2 : 0);
    Map<String, InputValues> made = new LinkedHashMap<>();
    inputs.forEach(
        (name, info) -> {
          long[] shape = open.fill(name, info);
          double[] values = new double[count(name, shape)];
          for (int i = 0; i < values.length; i++) {
            values[i] = value(name, info, i, open, random);
          }
          made.put(name, new InputValues(shape, values));
        });
    return made;
  }

  private double value(
      String name, TensorInfo info, int index, OpenDimensions open, Random random) {
    return switch (info.type) {
      case BOOL -> name.equals("use_cache_branch") && open.past() == 0 ? 0 : 1;
      case INT64, INT32 -> integer(name.toLowerCase(Locale.ROOT), index, open, random);
      case INT16, INT8, UINT8 -> random.nextInt(128);
      default -> name.toLowerCase(Locale.ROOT).contains("mask") ? 1 : random.nextGaussian();
    };
  }

  private long integer(String name, int index, OpenDimensions open, Random random) {
    if (name.contains("mask")) {
      return 1;
    }
    if (name.contains("position")) {
      return open.past() + index % open.length();
    }
    return name.contains("type") || CausalInputs.isSetting(name)
        ? 0
        : (long) (random.nextDouble() * vocabulary);
  }

  private int count(String name, long[] shape) {
    try {
      return Tensors.count(shape);
    } catch (ArithmeticException e) {
      throw Sessions.bad(file, "The input '" + name + "' is too large to be made up.", "");
    }
  }
}

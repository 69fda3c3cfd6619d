package dev.ovenbird.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.ModelInspection;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.TensorPlace;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import dev.ovenbird.quantize.SizeEstimate;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages models at random, the same way in each run. Each damaged one must either work or be
 * refused with a diagnostic, soon and in little memory.
 *
 * <p>{@code -Dfuzz.rounds=1000000 -Dfuzz.seed=2} goes on for longer and elsewhere. A failure leaves
 * its model in {@code target/fuzz/}.
 */
class MutatedModelsTest {
  static final String DATA = "weights.bin";
  private static final int DATA_BYTES = 24576 + 100;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final long MOST_BYTES = 256L << 20;

  private final long seed = Long.getLong("fuzz.seed", 1);
  private final int rounds = Integer.getInteger("fuzz.rounds", 500);

  @TempDir(factory = InMemory.class)
  Path folder;

  @Test
  void workOrAreRefused() throws IOException {
    List<byte[]> seeds = Seeds.all();
    Files.write(folder.resolve(DATA), new byte[DATA_BYTES]);
    Path file = folder.resolve("model.onnx");
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] damaged = damaged(seeds, round);
      Files.write(file, damaged);
      try {
        refused += assertTimeoutPreemptively(LONGEST, () -> use(file)) ? 0 : 1;
      } catch (Throwable e) {
        Path kept = Path.of("target", "fuzz", "seed-" + seed + "-round-" + round + ".onnx");
        Files.createDirectories(kept.getParent());
        Files.write(kept, damaged);
        throw new AssertionError("the model is in " + kept, e);
      }
    }
    assertThat(refused).as("refused").isBetween(rounds / 4, rounds * 99 / 100);
  }

  @Test
  void wholeOnesWork() throws IOException {
    Files.write(folder.resolve(DATA), new byte[DATA_BYTES]);
    for (byte[] whole : Seeds.all()) {
      assertThat(use(Files.write(folder.resolve("model.onnx"), whole))).isTrue();
    }
  }

  private byte[] damaged(List<byte[]> seeds, int round) throws IOException {
    Random random = new Random(seed * 1_000_003 + round);
    byte[] whole = seeds.get(round % seeds.size());
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        ByteMutation[] all = ByteMutation.values();
        yield all[random.nextInt(all.length)].apply(whole, random);
      }
      case 3 -> new FieldMutation(random).lie(whole);
      case 4 -> new FieldMutation(random).apply(new FieldMutation(random).apply(whole));
      default -> new FieldMutation(random).apply(whole);
    };
  }

  private static void thenNothingIsLost(Path file) {
    OnnxModel model = OnnxReader.read(file);
    Path copy = file.resolveSibling("copy.onnx");
    OnnxWriter.write(model, copy);
    assertThat(OnnxReader.read(copy)).isEqualTo(model);
  }

  /** Whether the model was accepted. */
  private boolean use(Path file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean accepted = true;
    try {
      TensorPlace.of(file);
      ModelInspection.of(file, true);
      thenNothingIsLost(file);
      SizeEstimate.of(file);
      Path small = file.resolveSibling("small.onnx");
      for (Dtype dtype : Dtype.values()) {
        Quantizer.quantize(file, small, QuantizeOptions.of(dtype));
        OnnxReader.read(small);
      }
    } catch (InputException e) {
      assertThat(e.diagnostics()).isNotEmpty();
      accepted = false;
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("allocated bytes")
        .isLessThan(MOST_BYTES);
    return accepted;
  }
}

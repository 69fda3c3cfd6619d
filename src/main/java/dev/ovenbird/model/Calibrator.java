package dev.ovenbird.model;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.evaluate.ValueRecorder;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxSize;
import dev.ovenbird.quantize.Calibration;
import dev.ovenbird.quantize.Quantizer;
import dev.ovenbird.quantize.Samples;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns what flows through a model by running it, so that it can be rounded where that hurts
 * least. Thread-safe.
 */
public final class Calibrator {
  /** Changes whenever the same model and texts would give another calibration. */
  public static final String VERSION = ValueRecorder.VERSION;

  /** Rows kept of each value; more than that hardly change the result. */
  private static final int ROWS = 2048;

  /** Kept of all values together, in numbers: 128 MiB. */
  private static final long BUDGET = 32L << 20;

  private static final long UNASKED_BYTES = 300L << 20;

  private Calibrator() {}

  /** Whether running it takes no longer than one wants to wait unasked. */
  public static boolean isQuick(Path onnx) {
    return OnnxSize.of(OnnxReader.read(onnx)) <= UNASKED_BYTES;
  }

  /**
   * Runs a model on what is at hand, if that takes seconds: on our texts if there is a tokenizer
   * and the model takes them, else on made-up input.
   *
   * @param tokenizer its {@code tokenizer.json}; null if there is none
   * @return {@link Calibration#NONE} for a large model, and for one that does not run on such input
   */
  public static Calibration unasked(Path onnx, Path tokenizer) {
    if (!isQuick(onnx)) {
      return Calibration.NONE;
    }
    if (tokenizer != null) {
      try {
        return onTexts(onnx, tokenizer, defaultTexts());
      } catch (InputException e) {
        // A tokenizer does not mean that this model reads texts: it may see their images.
      }
    }
    try {
      return onMadeUpInput(onnx);
    } catch (InputException e) {
      return Calibration.NONE;
    }
  }

  /**
   * Runs a model on texts.
   *
   * @throws InputException if it does not run on them
   */
  public static Calibration onTexts(Path onnx, Path tokenizer, List<String> texts) {
    Map<String, Integer> widths = Quantizer.productInputs(onnx);
    return calibration(
        ValueRecorder.onTexts(onnx, widths.keySet(), rows(widths), tokenizer, texts));
  }

  /**
   * Runs a model on made-up input: less telling than real input, but better than none.
   *
   * @throws InputException if none can be made up
   */
  public static Calibration onMadeUpInput(Path onnx) {
    Map<String, Integer> widths = Quantizer.productInputs(onnx);
    return calibration(ValueRecorder.onMadeUpInput(onnx, widths.keySet(), rows(widths)));
  }

  /** Sentences on many subjects, for models that come without any. */
  public static List<String> defaultTexts() {
    return UsualTexts.calibration();
  }

  private static int rows(Map<String, Integer> widths) {
    long width = widths.values().stream().mapToLong(Integer::longValue).sum();
    return (int) Math.max(1, Math.min(ROWS, BUDGET / Math.max(1, width)));
  }

  private static Calibration calibration(Map<String, ValueRecorder.Rows> recorded) {
    Map<String, Samples> samples = new HashMap<>();
    recorded.forEach((name, rows) -> samples.put(name, new Samples(rows.width(), rows.values())));
    return new Calibration(samples);
  }
}

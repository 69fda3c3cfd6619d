package dev.ovenbird.cli;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.OutputComparison;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.evaluate.TextFile;
import dev.ovenbird.model.Calibrator;
import dev.ovenbird.quantize.Calibration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** On what a model is run before it is rounded, and while it is measured. */
final class CalibrationOptions {
  private static final int MAX_LENGTH = 128;
  private static final int ROUNDS = 6;
  private static final long SEED = 11;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--tokenizer",
      paramLabel = "tokenizer.json",
      description = "Calibrate on texts, with this tokenizer; without: on made-up input.")
  private Path tokenizer;

  @Option(
      names = "--sentences",
      paramLabel = "FILE",
      description = "The texts, one in each line; without: sentences that come with Ovenbird.")
  private Path sentences;

  @Option(
      names = "--no-calibration",
      description = "Do not run the model; quicker, and less true to it. So for large models.")
  private boolean none;

  /** Runs the model, if that was not forbidden; a large one only if texts are given for it. */
  Calibration calibrate(Path onnx) throws IOException {
    if (sentences != null && tokenizer == null) {
      throw new ParameterException(spec.commandLine(), "--sentences needs a --tokenizer.");
    }
    if (none) {
      return Calibration.NONE;
    }
    return sentences == null
        ? Calibrator.unasked(onnx, tokenizer)
        : Calibrator.onTexts(onnx, tokenizer, TextFile.sentences(sentences));
  }

  /** How true a model is: on the sentences as an encoder of them, else in all its outputs. */
  double cosine(Path original, Path small) {
    if (sentences != null) {
      return Evaluation.compareEncoders(
              original,
              small,
              tokenizer,
              texts(),
              new TextEncoderOptions(Pooling.MEAN, true, MAX_LENGTH))
          .meanCosine();
    }
    return Evaluation.compareOutputs(original, small, SEED, ROUNDS).stream()
        .mapToDouble(OutputComparison::meanCosine)
        .average()
        .orElse(0);
  }

  private List<String> texts() {
    try {
      return TextFile.sentences(sentences);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

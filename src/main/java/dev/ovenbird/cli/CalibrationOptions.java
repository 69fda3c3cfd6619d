package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.OutputComparison;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.evaluate.TextFile;
import dev.ovenbird.model.Calibrator;
import dev.ovenbird.quantize.Calibration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
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
      description = {
        "Calibrate on texts, with this tokenizer; without: with the tokenizer.json beside the"
            + " model or above its folder onnx, if there is one, else on made-up input."
      })
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

  /**
   * Runs the model, if that was not forbidden; a large one only if texts are given for it.
   *
   * @param remarks gets a line about a tokenizer that was found and used
   * @throws InputException if the model does not run on the texts that were asked for
   */
  Calibration calibrate(Path onnx, Consumer<String> remarks) {
    Path reader = tokenizerFor(onnx);
    if (sentences != null && reader == null) {
      throw new ParameterException(spec.commandLine(), "--sentences needs a --tokenizer.");
    }
    if (none || sentences == null && !Calibrator.isQuick(onnx)) {
      return Calibration.NONE;
    }
    try {
      if (reader != null) {
        Calibration known =
            Calibrator.onTexts(
                onnx, reader, sentences == null ? Calibrator.defaultTexts() : texts());
        if (tokenizer == null) {
          remarks.accept("calibrated on texts, with " + Terminal.shown(reader));
        }
        return known;
      }
    } catch (InputException e) {
      if (tokenizer != null || sentences != null) {
        throw e;
      }
      // What was found may belong to another part of the model, one that reads texts.
    }
    return Calibrator.unasked(onnx, null);
  }

  /** The given one; else the one beside the model or, as on Hugging Face, above its folder. */
  private Path tokenizerFor(Path onnx) {
    if (tokenizer != null) {
      return tokenizer;
    }
    Path beside = onnx.toAbsolutePath().normalize().resolveSibling("tokenizer.json");
    boolean above = !Files.exists(beside) && beside.getParent().endsWith("onnx");
    Path found = above ? beside.getParent().resolveSibling("tokenizer.json") : beside;
    return Files.exists(found) ? found : null;
  }

  /** How true a model is: on the sentences as an encoder of them, else in all its outputs. */
  double cosine(Path original, Path small) {
    if (sentences != null) {
      return Evaluation.compareEncoders(
              original,
              small,
              tokenizerFor(original),
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

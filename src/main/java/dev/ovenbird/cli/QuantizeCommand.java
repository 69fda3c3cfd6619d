package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.model.PrecisionSearch;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.KeptTensor;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.QuantizeReport;
import dev.ovenbird.quantize.QuantizedTensor;
import dev.ovenbird.quantize.Quantizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ovenbird model quantize}. */
@Command(name = "quantize", description = "Makes a model smaller.")
final class QuantizeCommand implements Callable<Integer>, Writing {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "IN.onnx",
      converter = ModelArgument.Converter.class,
      description = "The model as it was trained, or hf:owner/name.")
  private ModelArgument argument;

  private Path in;

  @Parameters(index = "1", paramLabel = "OUT.onnx", description = "The file to write.")
  private Path out;

  @Option(
      names = "--dtype",
      required = true,
      paramLabel = "q8|q4|fp16|q4f16",
      converter = DtypeConverter.class,
      description = "How its weights shall be stored.")
  private Dtype dtype;

  @Option(
      names = "--target-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {
        "At most so large, such as 15MB: weights that are worth it are stored in 8 bits, or left.",
        "Every weight is measured; that takes a run of the model for each, or two."
      })
  private Long targetSize;

  @Option(
      names = "--minimum-cosine",
      paramLabel = "COSINE",
      description = "As small as possible with at least that mean cosine to the original.")
  private Double minimumCosine;

  @Mixin private CalibrationOptions calibration;

  @Mixin private JsonOption json;

  QuantizeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    in = argument.file(terminal, json);
    if (in.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
      throw new ParameterException(
          spec.commandLine(), "IN.onnx and OUT.onnx are the same file; the original is kept.");
    }
    QuantizeOptions options = QuantizeOptions.of(dtype);
    if (Quantizer.isCalibrated(dtype)) {
      options = options.with(calibration.calibrate(in, this::remark));
    }
    QuantizeReport report = quantize(options);
    json.print(terminal, report, () -> print(report));
    return ExitCode.DONE;
  }

  private void remark(String line) {
    if (!json.isAsked()) {
      terminal.out().println(line);
    }
  }

  private QuantizeReport quantize(QuantizeOptions options) throws IOException {
    if (targetSize == null && minimumCosine == null) {
      return Quantizer.quantize(in, out, options);
    }
    if (!Quantizer.isCalibrated(dtype)) {
      throw new ParameterException(
          spec.commandLine(),
          "--target-size and --minimum-cosine choose which weights have more bits than the dtype"
              + " gives them: --dtype q8, q4 or q4f16.");
    }
    PrecisionSearch.Target target =
        new PrecisionSearch.Target(
            targetSize == null ? Long.MAX_VALUE : targetSize,
            minimumCosine == null ? 0 : minimumCosine);
    return PrecisionSearch.write(
        in,
        out,
        options,
        target,
        small -> calibration.cosine(in, small),
        json.isAsked() ? Progress.NONE : new ShownProgress(terminal));
  }

  private void print(QuantizeReport report) {
    String left = Units.percent((double) report.bytes() / report.originalBytes());
    terminal
        .out()
        .println(
            Units.bytes(report.originalBytes())
                + " → "
                + terminal.bold(Units.bytes(report.bytes()))
                + " ("
                + left
                + "): "
                + Terminal.shown(out));
    long kept = report.kept().stream().mapToLong(KeptTensor::bytes).sum();
    terminal
        .out()
        .println(
            Units.count(report.quantized().size(), "tensor")
                + " as "
                + dtype.id()
                + ", "
                + report.kept().size()
                + " as they were ("
                + Units.bytes(kept)
                + ")");
    report.quantized().stream()
        .max(Comparator.comparingDouble(QuantizedTensor::relativeRmsError))
        .ifPresent(
            worst ->
                terminal
                    .out()
                    .println(
                        String.format(
                            Locale.ROOT,
                            "largest error of the weights: %.4f in %s",
                            worst.relativeRmsError(),
                            worst.name())));
  }

  @Override
  public String whenItFails() {
    return "Nothing was written.";
  }
}

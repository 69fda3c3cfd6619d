package dev.ovenbird.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ovenbird.onnx.ModelInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ovenbird model inspect}. */
@Command(
    name = "inspect",
    description = "Says what a model takes, gives and consists of. Changes nothing.")
final class InspectCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "MODEL.onnx",
      converter = ModelArgument.Converter.class,
      description = "The model, or hf:owner/name.")
  private ModelArgument argument;

  @Option(names = "--tensors", description = "List every weight, not only the ten largest.")
  private boolean tensors;

  @Option(
      names = "--numbers",
      description = "Read all weights too, and name those with NaN or infinite numbers.")
  private boolean numbers;

  @Mixin private JsonOption json;

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What the command prints as JSON: one object. */
  record Result(@JsonUnwrapped ModelInspection model, List<DtypePreview> dtypes) {}

  @Override
  public Integer call() throws IOException {
    Path model = argument.file(terminal, json);
    ModelInspection inspection = ModelInspection.of(model, numbers);
    Result result = new Result(inspection, DtypePreview.of(model));
    json.print(terminal, result, () -> print(result));
    return ExitCode.DONE;
  }

  private void print(Result result) {
    terminal.out().println(terminal.bold(argument.shown()));
    terminal.out().print(InspectionText.of(result.model(), tensors));
    result.dtypes().forEach(preview -> terminal.out().println(preview.toText()));
  }
}

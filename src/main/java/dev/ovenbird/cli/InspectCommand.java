package dev.ovenbird.cli;

import dev.ovenbird.onnx.ModelInspection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ovenbird model inspect}. */
@Command(name = "inspect", description = "Says what a model takes, gives and consists of.")
final class InspectCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "MODEL.onnx", description = "The model.")
  private Path model;

  @Mixin private JsonOption json;

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ModelInspection inspection = ModelInspection.of(model);
    json.print(terminal, inspection, () -> terminal.out().print(inspection.toText()));
    return ExitCode.DONE;
  }
}

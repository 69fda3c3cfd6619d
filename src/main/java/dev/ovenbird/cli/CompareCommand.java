package dev.ovenbird.cli;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.OutputComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ovenbird model compare}. */
@Command(
    name = "compare",
    description = {
      "Says how far a model answers as the one that it was made from: on random numbers, on inputs"
          + " from a file, on sentences or a text, or on images."
    })
final class CompareCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A.onnx", description = "The original.")
  private Path original;

  @Parameters(index = "1", paramLabel = "B.onnx", description = "The model made from it.")
  private Path candidate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the random input that is taken where none is given. Default: 1.")
  private long seed;

  @Option(
      names = "--rounds",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "How many random inputs, of several lengths, with and without a cache. Default: 4.")
  private int rounds;

  @ArgGroup(exclusive = true)
  private Given given;

  @Mixin private JsonOption json;

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** On what to compare; none of it: on random numbers. */
  static final class Given {
    @Option(
        names = "--inputs",
        paramLabel = "FILE.json",
        description = {
          "Inputs by name, as nested lists or as {\"shape\": [1, 2], \"data\": [3, 4]}."
        })
    private Path inputs;

    @ArgGroup(exclusive = false)
    private CompareTexts texts;

    @ArgGroup(exclusive = false)
    private CompareImages images;
  }

  @Override
  public Integer call() throws IOException {
    if (given == null || given.inputs != null) {
      List<OutputComparison> outputs = outputs();
      json.print(terminal, outputs, () -> outputs.forEach(this::print));
    } else {
      Fidelity fidelity =
          given.texts != null
              ? given.texts.compare(original, candidate)
              : given.images.compare(original, candidate);
      json.print(terminal, fidelity, () -> print(fidelity));
    }
    return ExitCode.DONE;
  }

  private List<OutputComparison> outputs() {
    if (given != null) {
      return Evaluation.compareOutputs(original, candidate, given.inputs);
    }
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds takes a number from 1 on.");
    }
    return Evaluation.compareOutputs(original, candidate, seed, rounds);
  }

  private void print(OutputComparison output) {
    terminal
        .out()
        .println(
            output.output()
                + ": cosine "
                + terminal.bold(Units.cosine(output.meanCosine()))
                + " on average, largest difference "
                + (float) output.maximumDifference()
                + " in "
                + Units.count(output.elements(), "number"));
  }

  private void print(Fidelity fidelity) {
    FidelityText text = new FidelityText(terminal);
    text.lines(fidelity).forEach(terminal.out()::println);
    text.worst(fidelity).forEach(terminal.out()::println);
  }
}

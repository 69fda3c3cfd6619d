package dev.ovenbird.cli;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Example;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.OutputComparison;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.TextEncoderOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ovenbird model compare}. */
@Command(
    name = "compare",
    description = "Says how far a model answers as the one that it was made from.")
final class CompareCommand implements Callable<Integer> {
  /** In tokens; what a descriptor has when it says nothing else. */
  private static final int MAX_LENGTH = 256;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "A.onnx", description = "The original.")
  private Path original;

  @Parameters(index = "1", paramLabel = "B.onnx", description = "The model made from it.")
  private Path candidate;

  @ArgGroup(exclusive = false)
  private Texts texts;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the random input that is taken without --sentences. Default: 1.")
  private long seed;

  @Mixin private JsonOption json;

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (texts == null) {
      List<OutputComparison> outputs = Evaluation.compareOutputs(original, candidate, seed);
      json.print(terminal, outputs, () -> outputs.forEach(this::print));
    } else {
      Fidelity fidelity = texts.compare(original, candidate);
      json.print(terminal, fidelity, () -> print(fidelity));
    }
    return ExitCode.DONE;
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
    terminal
        .out()
        .println(
            "cosine "
                + terminal.bold(Units.cosine(fidelity.meanCosine()))
                + " on average, "
                + Units.cosine(fidelity.minimumCosine())
                + " at worst; same nearest neighbour for "
                + Units.percent(fidelity.nearestNeighbourAgreement())
                + " of "
                + Units.count(fidelity.samples(), "sentence"));
    terminal.out().println("furthest from the original:");
    for (Example example : fidelity.worst()) {
      terminal.out().println("  " + Units.cosine(example.cosine()) + "  " + example.text());
    }
  }

  /** Sentences need a tokenizer, and a tokenizer is of no use without them. */
  static final class Texts {
    @Option(
        names = "--tokenizer",
        required = true,
        paramLabel = "tokenizer.json",
        description = "Compare as encoders of sentences, with this tokenizer.")
    private Path tokenizer;

    @Option(
        names = "--sentences",
        required = true,
        paramLabel = "FILE",
        description = "The sentences, one in each line.")
    private Path sentences;

    private Fidelity compare(Path original, Path candidate) throws IOException {
      return Evaluation.compareEncoders(
          original,
          candidate,
          tokenizer,
          SentenceFile.read(sentences),
          new TextEncoderOptions(Pooling.MEAN, true, MAX_LENGTH));
    }
  }
}

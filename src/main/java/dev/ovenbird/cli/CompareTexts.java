package dev.ovenbird.cli;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.evaluate.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Texts need a tokenizer, and a tokenizer is of no use without them. */
final class CompareTexts {
  /** What a descriptor has when it says nothing else, in tokens. */
  private static final int ENCODER_LENGTH = 256;

  private static final int LANGUAGE_MODEL_LENGTH = 128;

  @Option(
      names = "--tokenizer",
      required = true,
      paramLabel = "tokenizer.json",
      description = "Compare on texts, with this tokenizer.")
  private Path tokenizer;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source;

  @Option(
      names = "--max-length",
      paramLabel = "TOKENS",
      description = {
        "Longer sentences are cut, longer passages read in pieces. Default: 256 for sentences, 128"
            + " for passages."
      })
  private Integer maxLength;

  static final class Source {
    @Option(
        names = "--sentences",
        paramLabel = "FILE",
        description = "For encoders: sentences, one in each line.")
    private Path sentences;

    @Option(
        names = "--text",
        paramLabel = "FILE",
        description = "For language models: passages, with a blank line between two of them.")
    private Path text;
  }

  Fidelity compare(Path original, Path candidate) throws IOException {
    if (source.sentences != null) {
      return Evaluation.compareEncoders(
          original,
          candidate,
          tokenizer,
          TextFile.sentences(source.sentences),
          new TextEncoderOptions(Pooling.MEAN, true, length(ENCODER_LENGTH)));
    }
    return Evaluation.compareLanguageModels(
        original,
        candidate,
        tokenizer,
        TextFile.passages(source.text),
        length(LANGUAGE_MODEL_LENGTH));
  }

  private int length(int otherwise) {
    return Math.max(2, maxLength == null ? otherwise : maxLength);
  }
}

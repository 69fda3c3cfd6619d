package dev.ovenbird.cli;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.ImageFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Images, and how they are prepared. */
final class CompareImages {
  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "Compare on the PNG and JPEG files in this folder.")
  private Path images;

  @Option(
      names = "--preprocessor",
      required = true,
      paramLabel = "preprocessor_config.json",
      description = "How images become the model's numbers.")
  private Path preprocessor;

  Fidelity compare(Path original, Path candidate) throws IOException {
    return Evaluation.compareImageModels(
        original, candidate, preprocessor, ImageFile.in(images), Evaluation.imageTask(original));
  }
}

package dev.ovenbird.bench;

import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.model.Calibrator;
import dev.ovenbird.quantize.Calibration;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** all-MiniLM-L6-v2 as it was trained, as we make it smaller, and as it is published in int8. */
final class MiniLmFiles {
  static final String PUBLISHED = "published int8";

  private static final Path FOLDER = Path.of("target", "bench", "minilm");
  private static final String PUBLISHED_FILE = "all-minilm-l6-v2-q.onnx";

  private final Calibration calibration;

  MiniLmFiles() throws IOException {
    Files.createDirectories(FOLDER);
    calibration = Calibrator.onTexts(MiniLm.onnx(), MiniLm.tokenizer(), Calibrator.defaultTexts());
  }

  Path original() {
    return MiniLm.onnx();
  }

  Path tokenizer() {
    return MiniLm.tokenizer();
  }

  /** ONNX Runtime's own dynamic quantizer made it, from the jar of langchain4j. */
  Path published() throws IOException {
    Path file = FOLDER.resolve(PUBLISHED_FILE);
    try (InputStream in = MiniLmFiles.class.getResourceAsStream("/" + PUBLISHED_FILE)) {
      Files.copy(Objects.requireNonNull(in), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** Ours, calibrated on the default texts, as a site's build does it. */
  Path calibrated(Dtype dtype) {
    return quantize(dtype, "", calibration);
  }

  Path uncalibrated(Dtype dtype) {
    return quantize(dtype, "uncalibrated_", Calibration.NONE);
  }

  private Path quantize(Dtype dtype, String prefix, Calibration known) {
    Path file = FOLDER.resolve(prefix + dtype.fileName());
    Quantizer.quantize(original(), file, QuantizeOptions.of(dtype).with(known));
    return file;
  }
}

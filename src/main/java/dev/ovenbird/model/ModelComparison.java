package dev.ovenbird.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.ImageFile;
import dev.ovenbird.evaluate.TextFile;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares one model with the small ones made from it, or takes the figures from the cache. */
final class ModelComparison {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "fidelity.json";

  private final BuildCache cache;
  private final Progress progress;
  private final ModelDescriptor descriptor;
  private final Path original;
  private final Optional<Path> tokenizer;
  private final Map<String, Path> files;

  /**
   * @param original the ONNX file as it was trained
   * @param tokenizer there for models that read text
   * @param files what Transformers.js reads beside them, by name
   */
  ModelComparison(
      BuildCache cache,
      Progress progress,
      ModelDescriptor descriptor,
      Path original,
      Optional<Path> tokenizer,
      Map<String, Path> files) {
    this.cache = cache;
    this.progress = progress;
    this.descriptor = descriptor;
    this.original = original;
    this.tokenizer = tokenizer;
    this.files = files;
  }

  /**
   * How true a candidate is.
   *
   * @param madeFrom the key under which the candidate lies in the cache
   */
  Fidelity with(Dtype dtype, Path candidate, List<?> madeFrom) throws IOException {
    Samples samples = samples();
    List<Object> key = new ArrayList<>(madeFrom);
    key.add(Evaluation.VERSION);
    key.addAll(samples.key());
    Path folder =
        cache.get(
            "fidelity",
            key,
            fresh -> {
              progress.report(
                  "Compare " + descriptor.name() + " " + dtype.id() + " with its original", 0, 0);
              JSON.writeValue(fresh.resolve(FILE).toFile(), samples.comparison().with(candidate));
            });
    return JSON.readValue(folder.resolve(FILE).toFile(), Fidelity.class);
  }

  /** What to compare on, and all that the figures depend on beside both models. */
  private record Samples(List<?> key, Comparison comparison) {}

  private interface Comparison {
    Fidelity with(Path candidate);
  }

  private Samples samples() throws IOException {
    return switch (descriptor.evaluation().task()) {
      case FEATURE_EXTRACTION -> sentences();
      case TEXT_GENERATION -> passages();
      case IMAGE_CLASSIFICATION, IMAGE_FEATURE_EXTRACTION -> images();
    };
  }

  private Samples sentences() throws IOException {
    Optional<Path> file = descriptor.evaluation().samples();
    List<String> sentences =
        file.isPresent() ? TextFile.sentences(file.get()) : UsualTexts.sentences();
    return new Samples(
        textKey(descriptor.encoder(), sentences),
        candidate ->
            Evaluation.compareEncoders(
                original, candidate, tokenizer.orElseThrow(), sentences, descriptor.encoder()));
  }

  private Samples passages() throws IOException {
    Optional<Path> file = descriptor.evaluation().samples();
    List<String> passages =
        file.isPresent() ? TextFile.passages(file.get()) : UsualTexts.passages();
    int maxLength = descriptor.evaluation().maxLength();
    return new Samples(
        textKey(maxLength, passages),
        candidate ->
            Evaluation.compareLanguageModels(
                original, candidate, tokenizer.orElseThrow(), passages, maxLength));
  }

  private List<Object> textKey(Object options, List<String> texts) {
    List<Object> key = new ArrayList<>();
    key.add(descriptor.tokenizer().orElseThrow().sha256());
    key.add(options);
    key.addAll(texts);
    return key;
  }

  private Samples images() throws IOException {
    List<Path> images = ImageFile.in(descriptor.evaluation().samples().orElseThrow());
    Path preprocessor = files.get(ModelDescriptor.PREPROCESSOR);
    List<Object> key = new ArrayList<>();
    key.add(descriptor.task());
    key.add(Digest.hex(preprocessor));
    for (Path image : images) {
      key.add(image.getFileName() + " " + Digest.hex(image));
    }
    return new Samples(
        key,
        candidate ->
            Evaluation.compareImageModels(
                original, candidate, preprocessor, images, descriptor.evaluation().task()));
  }
}

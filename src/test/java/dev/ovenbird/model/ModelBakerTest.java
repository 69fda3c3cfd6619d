package dev.ovenbird.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.evaluate.TinyModels;
import dev.ovenbird.fetch.FetchSettings;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.onnx.ElementType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny models, each of a task, from their descriptors to their packs. */
class ModelBakerTest {
  /** Large enough for the quantizer to touch it. */
  private static final int VOCABULARY = 80;

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void givenAFolder() throws IOException {
    model = Files.createDirectories(folder.resolve("models/tiny"));
    Files.writeString(model.resolve("config.json"), "{}");
    Files.copy(TinyModels.TOKENIZER, model.resolve("tokenizer.json"));
    Files.writeString(model.resolve("text.txt"), "mud straw\nnest egg\n\nnest egg mud\n");
  }

  @Test
  void bakesALanguageModelWithExternalData() throws IOException {
    TinyModels.bigramsWithExternalData(model.resolve("model.onnx"), random(VOCABULARY, VOCABULARY));
    givenDescriptor(
        languageModel(
            "dtypes: [q8]",
            "  text: text.txt",
            "  minimumAgreement: {q8: 0.5}",
            "  maximumPerplexityIncrease: 0.5"),
        "model.onnx",
        "model.onnx_data",
        "tokenizer.json");
    BakedModel baked = bake();

    assertThat(baked.originalBytes())
        .isEqualTo(
            Files.size(model.resolve("model.onnx")) + Files.size(model.resolve("model.onnx_data")));
    BakedModel.Variant q8 = baked.variants().get(0);
    assertThat(q8.fidelity().samples()).isEqualTo(2);
    assertThat(q8.fidelity().figure(Metric.PREDICTIONS)).isEqualTo(7);
    assertThat(q8.quantization().quantized()).hasSize(1);
    assertThat(q8.optimized()).isTrue();
    assertThat(baked.pack().files().keySet()).contains("onnx/model_quantized.onnx");
  }

  @Test
  void bringsDataFromElsewhereBesideTheModel() throws IOException {
    Path apart = Files.createDirectory(model.resolve("weights"));
    TinyModels.bigramsWithExternalData(model.resolve("model.onnx"), random(VOCABULARY, VOCABULARY));
    Files.move(model.resolve("model.onnx_data"), apart.resolve("model.onnx_data"));
    givenDescriptor(
        languageModel("dtypes: [fp32]", "  text: text.txt")
            .replace("file:model.onnx_data", "file:weights/model.onnx_data"),
        "model.onnx",
        "weights/model.onnx_data",
        "tokenizer.json");
    BakedModel.Variant fp32 = bake().variants().get(0);
    assertThat(fp32.fidelity().figure(Metric.NEXT_TOKEN_AGREEMENT)).isEqualTo(1);
  }

  @Test
  void isCalibratedOnAnEarlierVersion() throws IOException {
    TinyModels.bigramsWithExternalData(model.resolve("model.onnx"), random(VOCABULARY, VOCABULARY));
    Path old = Files.createDirectory(model.resolve("old"));
    TinyModels.bigramsWithExternalData(old.resolve("model.onnx"), random(VOCABULARY, VOCABULARY));
    String yaml =
        languageModel("dtypes: [q8]", "  text: text.txt")
            + "base: {source: file:old/model.onnx, sha256: SHA3, "
            + "data: [{source: file:old/model.onnx_data, sha256: SHA4}]}";
    String[] files = {
      "model.onnx", "model.onnx_data", "tokenizer.json", "old/model.onnx", "old/model.onnx_data"
    };
    givenDescriptor(yaml, files);
    assertThat(bake().variants()).hasSize(1);

    TinyModels.colours(old.resolve("model.onnx"), ElementType.FLOAT32, random(3, 2000), "logits");
    givenDescriptor(yaml, files);
    InputException told = catchThrowableOfType(InputException.class, this::bake);
    assertThat(told).isNotNull();
    assertThat(told.getMessage())
        .startsWith(model.resolve("model.yaml") + ":11: error: The base is another kind of model");
  }

  @Test
  void bakesAClassifierWithoutATokenizer() throws IOException {
    givenAClassifier();
    BakedModel baked = bake();
    assertThat(baked.variants().get(0).selfTest()).isPresent();
    assertThat(baked.tokenizer()).isEmpty();
    assertThat(baked.variants().get(0).fidelity().figures().keySet())
        .containsExactly(Metric.MEAN_COSINE, Metric.MINIMUM_COSINE, Metric.CLASS_AGREEMENT);
    assertThat(baked.pack().files().keySet())
        .containsExactlyInAnyOrder(
            "config.json", "preprocessor_config.json", "onnx/model_quantized.onnx");
  }

  @Test
  void refusesWhatStraysAndShowsWhere() throws IOException {
    float[][] nearTies = random(VOCABULARY, VOCABULARY);
    for (float[] row : nearTies) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 3 + row[i] * 1e-4f;
      }
    }
    TinyModels.bigramsWithExternalData(model.resolve("model.onnx"), nearTies);
    givenDescriptor(
        languageModel("dtypes: [q8]", "  text: text.txt", "  minimumAgreement: 1"),
        "model.onnx",
        "model.onnx_data",
        "tokenizer.json");
    InputException told = catchThrowableOfType(InputException.class, this::bake);
    assertThat(told).isNotNull();
    assertThat(told.getMessage())
        .startsWith(model.resolve("model.yaml") + ":11: error: tiny as q8 strays too far")
        .contains("the same next token is ", ", at least 100 % is asked for.", "became \"");
  }

  private void givenAClassifier() throws IOException {
    TinyModels.colours(model.resolve("model.onnx"), ElementType.FLOAT32, random(3, 2000), "logits");
    Path images = Files.createDirectory(model.resolve("images"));
    BufferedImage dark = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(dark, "png", images.resolve("dark.png").toFile());
    Files.writeString(
        model.resolve("preprocessor_config.json"),
        "{\"size\": 8, \"image_mean\": [0.5, 0.4, 0.3], \"image_std\": [0.5, 0.5, 0.5]}");
    givenDescriptor(
        """
        task: image-classification
        onnx: {source: file:model.onnx, sha256: SHA0}
        files: [config.json, preprocessor_config.json]
        evaluation: {images: images}
        """,
        "model.onnx");
  }

  private static String languageModel(String dtypes, String... evaluation) {
    return """
        task: text-generation
        onnx:
          source: file:model.onnx
          sha256: SHA0
          data: [{source: file:model.onnx_data, sha256: SHA1}]
        tokenizer: {source: file:tokenizer.json, sha256: SHA2}
        files: [config.json]
        %s
        evaluation:
        %s
        """
        .formatted(dtypes, String.join("\n", evaluation));
  }

  /** Writes it, with the hashes of these files for SHA0, SHA1 and so on. */
  private void givenDescriptor(String yaml, String... files) throws IOException {
    String hashed = yaml;
    for (int i = 0; i < files.length; i++) {
      hashed = hashed.replace("SHA" + i, Digest.hex(model.resolve(files[i])));
    }
    Files.writeString(model.resolve("model.yaml"), hashed);
  }

  private BakedModel bake() throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    Fetcher fetcher = new Fetcher(FetchSettings.ofEnvironment(), Progress.NONE);
    List<ModelDescriptor> read =
        DescriptorReader.readAll(
            folder.resolve("models"), new SourceLocks(fetcher, LockMode.KEEP), diagnostics);
    assertThat(diagnostics.all()).isEmpty();
    return new ModelBaker(new BuildCache(folder.resolve("cache")), fetcher, Progress.NONE)
        .bake(read.get(0));
  }

  private static float[][] random(int rows, int columns) {
    Random random = new Random(1);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}

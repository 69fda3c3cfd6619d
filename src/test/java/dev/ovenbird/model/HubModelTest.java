package dev.ovenbird.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.TinyModels;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.fetch.HubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of the Hub by one line, and their locks. */
class HubModelTest {
  private static final int VOCABULARY = 80;

  @TempDir Path folder;
  private HubServer server;
  private HubServer.Model hub;
  private Path model;
  private Path lock;

  @BeforeEach
  void givenAModelOnTheHub() throws IOException {
    server = new HubServer();
    Path onnx = folder.resolve("model.onnx");
    TinyModels.bigramsWithExternalData(onnx, random());
    hub =
        server
            .model("acme/tiny-chat")
            .task("text-generation")
            .license("apache-2.0")
            .file("README.md", "# A card")
            .file("config.json", "{\"architectures\": [\"LlamaForCausalLM\"]}")
            .file("chat_template.jinja", "{{ messages }}")
            .file("tokenizer.json", Files.readAllBytes(TinyModels.TOKENIZER))
            .file("onnx/model.onnx", Files.readAllBytes(onnx))
            .file("onnx/model.onnx_data", Files.readAllBytes(folder.resolve("model.onnx_data")))
            .file("onnx/model_q4.onnx", "small");
    model = Files.createDirectories(folder.resolve("site/models/chat"));
    lock = model.resolve("model.lock.json");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneLineBringsAllThatIsNeeded() throws IOException {
    ModelDescriptor read = read("source: hf:acme/tiny-chat");
    assertThat(read.title()).isEqualTo("tiny-chat");
    assertThat(read.task()).isEqualTo("text-generation");
    assertThat(read.license()).isEqualTo("apache-2.0");
    assertThat(read.homepage()).isEqualTo("https://huggingface.co/acme/tiny-chat");

    BakedModel baked = bake(read);
    assertThat(baked.pack().files().keySet())
        .containsExactlyInAnyOrder(
            "config.json", "chat_template.jinja", "tokenizer.json", "onnx/model_quantized.onnx");
    assertThat(baked.variants().get(0).fidelity().samples()).isEqualTo(12);
    assertThat(server.countOf("model_q4.onnx")).isZero();
    assertThat(server.countOf("README.md")).isZero();
  }

  @Test
  void aLockedModelIsBakedWithoutARequest() throws IOException {
    bake(read("source: hf:acme/tiny-chat"));
    String written = Files.readString(lock);
    int requests = server.requests().size();
    BuildCache.delete(folder.resolve("cache"));
    // Whatever becomes of the branch.
    hub.file("onnx/model.onnx", "another");

    bake(read("source: hf:acme/tiny-chat"));
    assertThat(server.requests()).hasSize(requests);
    assertThat(lock).hasContent(written);
    assertThat(written)
        .contains("\"path\" : \"onnx/model.onnx_data\"", "\"source\" : \"hf:acme/tiny-chat\"");
  }

  @Test
  void anotherMachineFetchesWhatTheLockSaysAndNothingElse() throws IOException {
    read("source: hf:acme/tiny-chat");
    BuildCache.delete(folder.resolve("downloads"));
    server.requests().clear();

    bake(read("source: hf:acme/tiny-chat"));
    assertThat(server.requests())
        .isNotEmpty()
        .noneMatch(request -> request.path().startsWith("/api/"))
        .filteredOn(request -> request.host().equals("hub"))
        .allMatch(request -> request.path().contains("/resolve/" + hub.commit() + "/"));
  }

  @Test
  void tellsWhenAFileIsNotTheOneInTheLock() throws IOException {
    read("source: hf:acme/tiny-chat");
    String hash = Digest.hex(Files.readAllBytes(TinyModels.TOKENIZER));
    Files.writeString(lock, Files.readString(lock).replace(hash, "0".repeat(64)));
    BuildCache.delete(folder.resolve("downloads"));

    assertThat(told(() -> bake(read("source: hf:acme/tiny-chat"))))
        .isEqualTo(
            """
            model.yaml:1: error: The hash of hf:acme/tiny-chat@%s/tokenizer.json is another: %s, not %s
                The lock has the latter. If the new file is the one you want, run ovenbird model lock chat --update."""
                .formatted(hub.commit(), hash, "0".repeat(64)));
  }

  @Test
  void aDescriptorThatWasChangedNeedsANewLock() throws IOException {
    read("source: hf:acme/tiny-chat");
    assertThat(told(() -> read("source: hf:acme/tiny-chat/onnx/model_q4.onnx")))
        .isEqualTo(
            """
            model.yaml:1: error: The lock is of another source: hf:acme/tiny-chat
                Run ovenbird model lock chat, or delete model.lock.json: the next build writes it anew.""");
    assertThat(
            told(
                () ->
                    read("source: hf:acme/tiny-chat", "tokenizer: {source: \"hf:acme/x/t.json\"}")))
        .startsWith("model.yaml:2: error: The lock does not have this source: hf:acme/x/t.json");
  }

  @Test
  void completesALockAndRenewsItWhenAsked() throws IOException {
    read("source: hf:acme/tiny-chat");
    String old = hub.commit();
    hub.file("config.json", "{\"architectures\": [\"OtherForCausalLM\"]}");

    read(
        LockMode.COMPLETE, "source: hf:acme/tiny-chat", "files: [\"hf:acme/tiny-chat/README.md\"]");
    assertThat(Files.readString(lock))
        .contains("\"commit\" : \"" + old)
        .contains("\"pinned\" : \"hf:acme/tiny-chat@" + hub.commit() + "/README.md\"");

    read(LockMode.RENEW, "source: hf:acme/tiny-chat");
    assertThat(Files.readString(lock)).contains(hub.commit()).doesNotContain(old, "README");
    Files.writeString(lock, "{");
    assertThat(told(() -> read("source: hf:acme/tiny-chat")))
        .startsWith("model.lock.json: error: This is no lock file");
  }

  @Test
  void anAuthorCanSayOtherwise() throws IOException {
    Files.writeString(model.resolve("config.json"), "{}");
    Files.writeString(model.resolve("talks.txt"), "nest egg\n\nmud straw mud\n");
    ModelDescriptor read =
        read(
            "source: hf:acme/tiny-chat@" + hub.commit() + "/onnx/model.onnx",
            "title: Chat",
            "license: mine",
            "files: [config.json]",
            "evaluation: {text: talks.txt}",
            "dtypes: [fp32, q8]");
    assertThat(read.title() + " " + read.license()).isEqualTo("Chat mine");
    BakedModel baked = bake(read);
    assertThat(baked.variants()).hasSize(2);
    assertThat(baked.variants().get(0).fidelity().samples()).isEqualTo(2);
    assertThat(baked.pack().files()).containsKey("chat_template.jinja");
  }

  @Test
  void hashesOfSingleSourcesAreLockedToo() throws IOException {
    Files.copy(folder.resolve("model.onnx"), model.resolve("model.onnx"));
    Files.copy(folder.resolve("model.onnx_data"), model.resolve("model.onnx_data"));
    Files.copy(TinyModels.TOKENIZER, model.resolve("tokenizer.json"));
    String[] yaml = {
      "task: text-generation",
      "onnx:",
      "  source: file:model.onnx",
      "  data: [{source: \"file:model.onnx_data\"}]",
      "tokenizer: {source: \"file:tokenizer.json\"}",
      "files: [\"hf:acme/tiny-chat/config.json\"]"
    };
    bake(read(yaml));
    Files.writeString(model.resolve("tokenizer.json"), "{}");
    assertThat(told(() -> bake(read(yaml))))
        .startsWith("model.yaml:5: error: The hash of file:tokenizer.json is another: ");
  }

  @Test
  void guessesTheTaskFromTheArchitecture() throws IOException {
    hub.task(null);
    assertThat(read("source: hf:acme/tiny-chat").task()).isEqualTo("text-generation");
    Files.delete(lock);
    hub.task("sentence-similarity");
    assertThat(read("source: hf:acme/tiny-chat").task()).isEqualTo("feature-extraction");
    Files.delete(lock);
    hub.task("text-to-speech");
    assertThat(told(() -> read("source: hf:acme/tiny-chat")))
        .startsWith(
            "model.yaml:1: error: acme/tiny-chat is for text-to-speech, which is not run here.");
    assertThat(lock).doesNotExist();
  }

  @Test
  void saysWhatARepositoryWithoutOnnxHolds() {
    server.model("acme/torch").file("config.json", "{}").file("model.safetensors", "w");
    assertThat(told(() -> read("source: hf:acme/torch")))
        .isEqualTo(
            """
            model.yaml:1: error: acme/torch holds no ONNX file.
                It holds: config.json, model.safetensors. Export it with optimum-cli export onnx --model acme/torch DIR and name the files with file:, or look whether hf:onnx-community has it.""");
  }

  @Test
  void asksWhichOfSeveralIsTheOriginal() {
    hub.without("onnx/model.onnx").file("onnx/model_int8.onnx", "small");
    assertThat(told(() -> read("source: hf:acme/tiny-chat")))
        .contains(
            "Which ONNX file of acme/tiny-chat is the original cannot be told.",
            "source: hf:acme/tiny-chat/PATH, of: onnx/model_int8.onnx, onnx/model_q4.onnx.");
    hub.file("onnx/encoder_model.onnx", "half").file("onnx/decoder_model_merged.onnx", "half");
    assertThat(told(() -> read("source: hf:acme/tiny-chat"))).contains("in two halves");
  }

  @Test
  void wholeModelsComeFromTheHubAlone() {
    assertThat(told(() -> read("source: https://host/model.onnx")))
        .startsWith("model.yaml:1: error: Only the Hub has whole models: https://host/model.onnx");
    assertThat(told(() -> read("source: hf:acme/tiny-chta")))
        .isEqualTo(
            """
            model.yaml:1: error: The Hub has no model acme/tiny-chta, or it is private.
                Did you mean "acme/tiny-chat"?""");
  }

  @Test
  void takesTheVectorsAsTheirAuthorsMeantThem() throws IOException {
    hub.task("sentence-similarity")
        .file("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true}");
    assertThat(read("source: hf:acme/tiny-chat").encoder().pooling()).isEqualTo(Pooling.CLS);
    assertThat(read("source: hf:acme/tiny-chat").encoder().pooling()).isEqualTo(Pooling.CLS);
    assertThat(read("source: hf:acme/tiny-chat", "encoder: {pooling: mean}").encoder().pooling())
        .isEqualTo(Pooling.MEAN);
  }

  @Test
  void laysAModelOutForTheCommandLine() throws IOException {
    BuildCache cache = new BuildCache(folder.resolve("downloads"));
    Path onnx = HubOnnx.fetch("hf:acme/tiny-chat", fetcher(), cache);
    assertThat(onnx.getParent().toFile().list())
        .containsExactlyInAnyOrder(
            "model.onnx",
            "model.onnx_data",
            "tokenizer.json",
            "config.json",
            "chat_template.jinja");
    assertThat(ModelFiles.size(onnx)).isGreaterThan(VOCABULARY * VOCABULARY * 4);
    assertThat(told(() -> HubOnnx.fetch("hf:acme", fetcher(), cache)))
        .startsWith("error: This names no model of the Hub: hf:acme");
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private String told(Attempt attempt) {
    try {
      attempt.run();
    } catch (InputException e) {
      String all = e.getMessage().replace(model + "/", "");
      // The line of the descriptor, which is in the test already.
      return all.replaceAll("(?m)^ +\\d+ \\| .*\\R", "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    throw new AssertionError("nothing was wrong");
  }

  private ModelDescriptor read(String... yaml) throws IOException {
    return read(LockMode.KEEP, yaml);
  }

  private ModelDescriptor read(LockMode mode, String... yaml) throws IOException {
    Files.writeString(model.resolve("model.yaml"), String.join("\n", yaml) + "\n");
    Diagnostics diagnostics = new Diagnostics();
    List<ModelDescriptor> read =
        DescriptorReader.readAll(
            folder.resolve("site/models"), new SourceLocks(fetcher(), mode), diagnostics);
    diagnostics.throwIfErrors();
    return read.get(0);
  }

  private BakedModel bake(ModelDescriptor descriptor) throws IOException {
    return new ModelBaker(new BuildCache(folder.resolve("cache")), fetcher(), Progress.NONE)
        .bake(descriptor);
  }

  private Fetcher fetcher() {
    return new Fetcher(
        server.settings(folder.resolve("downloads"), Optional.empty()), Progress.NONE);
  }

  private static float[][] random() {
    Random random = new Random(1);
    float[][] values = new float[VOCABULARY][VOCABULARY];
    for (float[] row : values) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}

package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ovenbird.browser.StaticServer.Request;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.evaluate.TextEncoder;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A model in several dtypes: each device takes the one that suits it, downloads only that, and all
 * of them answer alike.
 */
@ExtendWith(Screenshots.class)
class DtypesIT {
  /** What the site publishes here; any dtype that the quantizer makes may be added. */
  private static final List<Dtype> DTYPES =
      List.of(Dtype.Q8, Dtype.Q4, Dtype.Q4F16, Dtype.FP16, Dtype.FP32);

  /** Buttons give megabytes with one decimal. */
  private static final long ROUNDING = 60_000;

  private static final String DEMO = "ovenbird-similarity";
  private static final String DEMO_PAGE = TinySite.PAGE;
  private static final List<String> SENTENCES = TinySite.SENTENCES;

  /** Where graphics processors have no 16-bit floats. */
  private static final String WITHOUT_HALF_FLOATS =
      """
      const has = GPUSupportedFeatures.prototype.has;
      GPUSupportedFeatures.prototype.has = function (name) {
        return name !== "shader-f16" && has.call(this, name);
      };
      """;

  private static final String WITH_HALF_FLOATS =
      """
      const has = GPUSupportedFeatures.prototype.has;
      GPUSupportedFeatures.prototype.has = function (name) {
        return name === "shader-f16" || has.call(this, name);
      };
      """;

  /** Where an adapter is offered, but nothing can be computed with it. */
  private static final String WITH_BROKEN_WEBGPU =
      """
      const RealBlob = Blob;
      window.Blob = class extends RealBlob {
        constructor(parts, options) {
          const broken = 'Object.defineProperty(navigator, "gpu", { value: undefined });';
          const isWorker = String(parts[0]).startsWith("import ");
          super(isWorker ? [...parts, broken] : parts, options);
        }
      };
      """;

  private static final String SNIPPET =
      """
      <script type="module">
      import { pipeline } from '@huggingface/transformers';

      window.extract = async (text, options) => {
        const extractor = await pipeline('feature-extraction', 'minilm', options);
        const output = await extractor(text, { pooling: 'mean', normalize: true });
        const { dtype, device } = extractor.model.sessions.model.config;
        return { dtype, device, vector: Array.from(output.data) };
      };
      </script>

      That was a script.
      """;

  @TempDir static Path folder;

  private static Path source;
  private static BakedSite site;
  private static Pack pack;
  private static byte[] catalog;
  private static float[][] original;

  private StaticServer server;
  private Browser browser;

  @BeforeAll
  static void bake() throws IOException {
    source = folder.resolve("source");
    site =
        TinySite.inDtypes(
            folder,
            DTYPES,
            Map.of("offline", "<ovenbird-storage></ovenbird-storage>", "snippet", SNIPPET));
    pack = site.modelPack();
    catalog = Files.readAllBytes(catalogFile());
    original = encode(Dtype.FP32);
  }

  /** What the build computes with the published file. */
  private static float[][] encode(Dtype dtype) throws IOException {
    try (TextEncoder encoder = site.encoder(folder.resolve("model"), dtype)) {
      return encoder.encode(SENTENCES);
    }
  }

  @BeforeEach
  void serve() {
    server = StaticServer.of(site.folder());
  }

  @AfterEach
  void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
    server.close();
    Files.write(catalogFile(), catalog);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void allDtypesAnswerLikeTheOriginal(Mode mode) throws IOException {
    browser = Browser.borrow(mode);
    browser.go(server.page("index.html"));
    String kind = kind();
    for (Dtype dtype : DTYPES) {
      browser.go(server.page(DEMO_PAGE + "?dtype=" + dtype.id()));
      if (!dtypesOf(kind).contains(dtype.id()) && !dtypesOf("wasm").contains(dtype.id())) {
        browser.await("an error", () -> !browser.text(DEMO + " .ob-error").isEmpty());
        assertThat(browser.text(DEMO + " .ob-error"))
            .startsWith("OB-DEVICE A small BERT does not run on this device");
        continue;
      }
      browser.click("[data-action=download]");
      browser.awaitState(DEMO, "ready");
      assertThat(browser.<Object>script("return ovenbird.ready('minilm')"))
          .as("what this WebGPU does not run, WebAssembly does")
          .isEqualTo(
              Map.of(
                  "model",
                  "minilm",
                  "dtype",
                  dtype.id(),
                  "device",
                  dtypesOf(kind).contains(dtype.id()) ? mode.device() : "wasm"));
      assertThat(browser.attribute(DEMO, "data-dtype")).isEqualTo(dtype.id());
      float[][] vectors = embed();
      float[][] expected = encode(dtype);
      for (int i = 0; i < SENTENCES.size(); i++) {
        String which = dtype + ": " + SENTENCES.get(i);
        assertThat(cosine(vectors[i], expected[i])).as(which).isGreaterThan(0.99);
        assertThat(cosine(vectors[i], original[i])).as(which).isGreaterThan(TinySite.LEAST_COSINE);
      }
    }
  }

  @Test
  void onlyTheFilesOfTheChosenDtypeAreDownloaded() throws IOException {
    browser = Browser.borrow(Mode.WASM);
    browser.go(server.page(DEMO_PAGE)).awaitOfflineReady();
    assertThat(offered())
        .isCloseTo(pack.storedBytesOf(files(Dtype.Q8)) + runtimeBytes(), within(ROUNDING));
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(fetchedOfModel()).isEqualTo(shards(files(Dtype.Q8)));

    // The tokenizer is there already.
    server.forget();
    browser.go(server.page(DEMO_PAGE + "?dtype=fp32"));
    long missing = pack.storedBytesOf(List.of("onnx/model.onnx"));
    assertThat(offered()).isCloseTo(missing, within(ROUNDING));
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(fetchedOfModel()).isEqualTo(shards(List.of("onnx/model.onnx")));
    assertThat(status()).containsEntry("dtype", "fp32").containsEntry("state", "ready");

    // Both are at hand for a script or an element that names one, side by side.
    server.forget();
    browser.go(server.page(DEMO_PAGE));
    assertThat(browser.<String>script("return (await ovenbird.ready('minilm')).dtype"))
        .isEqualTo("q8");
    assertThat(
            browser.<String>script(
                "return (await ovenbird.ready('minilm', { dtype: 'fp32' })).dtype"))
        .isEqualTo("fp32");
    browser.script(
        """
        const element = document.createElement("ovenbird-similarity");
        element.setAttribute("model", "minilm");
        element.setAttribute("dtype", "fp32");
        document.querySelector("main").append(element);
        """);
    browser.await(
        "the element in fp32", () -> !browser.findAll(DEMO + "[data-dtype=fp32]").isEmpty());
    assertThat(fetchedOfModel()).isEmpty();

    // Without a wish, what suits the device; what else is stored is told, and removed with it.
    browser.go(server.page("offline.html"));
    browser.awaitState("ovenbird-storage", "ready");
    assertThat(stored(1)).isEqualTo(pack.storedBytesOf(files(Dtype.Q8)));
    assertThat(stored(2)).isEqualTo(missing);
    assertThat(browser.text("ovenbird-storage tbody tr:nth-child(2)")).contains("not used now");
    assertThat(((Number) status().get("total")).longValue())
        .isCloseTo(pack.storedBytesOf(files(Dtype.Q8)) + runtimeBytes(), within(ROUNDING));
    browser.click("[data-action=remove][data-model=minilm]");
    browser.await("nothing is stored", () -> stored(1) == 0);
    assertThat(stored(2)).as("the runtime").isCloseTo(runtimeBytes(), within(ROUNDING));
    assertThat(((Number) status().get("stored")).longValue()).isLessThan(runtimeBytes() + ROUNDING);
  }

  @Test
  void whatIsStoredAndRunsComesBeforeWhatWouldBeBest() throws IOException {
    runOn(
        List.of(Dtype.FP32, Dtype.Q8),
        List.of(Dtype.FP32, Dtype.Q8),
        List.of(Dtype.Q8, Dtype.FP32));
    browser = Browser.borrow(Mode.WEBGPU);
    browser.go(server.page(DEMO_PAGE + "?device=wasm&runtime=jspi")).awaitOfflineReady();
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(browser.attribute(DEMO, "data-dtype")).isEqualTo("q8");

    server.forget();
    browser.go(server.page(DEMO_PAGE));
    browser.awaitState(DEMO, "ready");
    assertThat(browser.attribute(DEMO, "data-device")).isEqualTo("webgpu");
    assertThat(browser.attribute(DEMO, "data-dtype")).isEqualTo("q8");
    assertThat(fetchedOfModel()).isEmpty();
  }

  @Test
  void aModelThatRunsIsUsedUntilItsRuntimeForTheGraphicsProcessorIsFetched() throws IOException {
    runOn(List.of(Dtype.FP32, Dtype.Q8), List.of(Dtype.Q8), List.of(Dtype.Q8, Dtype.FP32));
    browser = Browser.borrow(Mode.WEBGPU);
    browser.go(server.page(DEMO_PAGE + "?device=wasm")).awaitOfflineReady();
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");

    server.forget();
    browser.go(server.page(DEMO_PAGE));
    browser.awaitState(DEMO, "ready");
    assertThat(browser.text(DEMO + " .ob-status"))
        .startsWith("Ready on WebAssembly (WebGPU needs a small download more)");
    assertThat(browser.text(DEMO + " .ob-consent"))
        .startsWith("A small BERT can run on your graphics processor: ");
    assertThat(offered()).isCloseTo(runtimeBytes("jspi"), within(ROUNDING));
    browser.click("[data-action=download]");
    browser.await("it runs there", () -> "webgpu".equals(browser.attribute(DEMO, "data-device")));
    browser.awaitState(DEMO, "ready");
    assertThat(browser.attribute(DEMO, "data-dtype")).isEqualTo("q8");
    assertThat(fetchedOfModel()).isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aDeviceThatNeedsAnotherDtypeAsksAgainForTheMissingBytes() throws IOException {
    runOn(List.of(Dtype.Q8), List.of(Dtype.Q8), List.of(Dtype.FP32));
    browser = Browser.borrow(Mode.WEBGPU);
    browser.go(server.page(DEMO_PAGE)).awaitOfflineReady();
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(browser.attribute(DEMO, "data-dtype")).isEqualTo("q8");

    server.forget();
    browser.go(server.page(DEMO_PAGE + "?device=wasm"));
    assertThat(offered())
        .isCloseTo(pack.storedBytesOf(List.of("onnx/model.onnx")), within(ROUNDING));
    assertThat(browser.text(DEMO + " .ob-consent"))
        .startsWith(
            "A small BERT is on this device, but in a form that does not run here any more.");
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("idle");
    assertThat(fetchedOfModel()).isEmpty();
  }

  @Test
  void whereWebGpuFailsTheDownloadedDtypeRunsOnWebAssembly() throws IOException {
    runOn(List.of(Dtype.Q8), List.of(Dtype.Q8), List.of(Dtype.FP32, Dtype.Q8));
    browser = Browser.borrow(Mode.WEBGPU);
    browser.beforeEachPage(WITH_BROKEN_WEBGPU);
    browser.go(server.page(DEMO_PAGE)).awaitOfflineReady();
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(browser.text(DEMO + " .ob-status"))
        .startsWith("Ready on WebAssembly (WebGPU failed here)");
    assertThat(fetchedOfModel()).isEqualTo(shards(files(Dtype.Q8)));
  }

  @Test
  void whereWebGpuFailsAndItsDtypeRunsNowhereElseTheReaderIsAskedAgain() throws IOException {
    runOn(List.of(Dtype.FP32), List.of(Dtype.FP32), List.of(Dtype.Q8));
    browser = Browser.borrow(Mode.WEBGPU);
    browser.beforeEachPage(WITH_BROKEN_WEBGPU);
    browser.go(server.page(DEMO_PAGE)).awaitOfflineReady();
    long first = offered();
    browser.click("[data-action=download]");
    browser.await("it asks for less", () -> offered() < first / 2);
    assertThat(offered())
        .isCloseTo(pack.storedBytesOf(List.of("onnx/model_quantized.onnx")), within(ROUNDING));
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("idle");

    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(browser.text(DEMO + " .ob-status"))
        .startsWith("Ready on WebAssembly (WebGPU failed here)");
    assertThat(browser.attribute(DEMO, "data-dtype")).isEqualTo("q8");
  }

  @Test
  void theOfferDependsOnSixteenBitFloats() throws IOException {
    runOn(List.of(Dtype.FP32), List.of(Dtype.Q8), List.of(Dtype.Q8));
    browser = Browser.borrow(Mode.WEBGPU);
    browser.beforeEachPage(WITH_HALF_FLOATS);
    browser.go(server.page(DEMO_PAGE));
    assertThat(offered())
        .isCloseTo(pack.storedBytesOf(files(Dtype.FP32)) + runtimeBytes("jspi"), within(ROUNDING));
    browser.close();

    browser = Browser.borrow(Mode.WEBGPU);
    browser.beforeEachPage(WITHOUT_HALF_FLOATS);
    browser.go(server.page(DEMO_PAGE));
    assertThat(offered())
        .isCloseTo(pack.storedBytesOf(files(Dtype.Q8)) + runtimeBytes("jspi"), within(ROUNDING));
  }

  @Test
  void aDtypeThatIsNotPublishedIsToldInThePage() {
    browser = Browser.borrow(Mode.WASM);
    browser.go(server.page(DEMO_PAGE + "?dtype=q3"));
    browser.await("an error", () -> !browser.text(DEMO + " .ob-error").isEmpty());
    assertThat(browser.text(DEMO + " .ob-error"))
        .startsWith("OB-DTYPE This site has \"minilm\" as q8, ")
        .contains(", and not as q3.");
  }

  @Test
  void anElementThatAsksForAnUnpublishedDtypeFailsTheBuild() throws IOException {
    Path page = source.resolve("content/element.md");
    Files.writeString(
        page,
        """
        title=An element
        type=page
        status=published
        ~~~~~~
        <ovenbird-similarity model="minilm" dtype="q3"></ovenbird-similarity>
        """);
    Path output = folder.resolve("refused");

    assertThatThrownBy(() -> BakedSite.bake(source, output))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "content/element.md:5:44: error: The model minilm has no dtype \"q3\".")
        .hasMessageContaining("Did you mean");
    assertThat(output).doesNotExist();
    Files.delete(page);
  }

  @Test
  void anAuthorsPipelineTakesTheDtypeOfItsDevice() throws IOException {
    runOn(
        List.of(Dtype.FP32, Dtype.Q8),
        List.of(Dtype.FP32, Dtype.Q8),
        List.of(Dtype.Q8, Dtype.FP32));
    browser = Browser.borrow(Mode.WEBGPU);
    browser.go(server.page("snippet.html"));
    extract("{}", "q8", "wasm");
    assertThat(fetchedOfModel()).isEqualTo(shards(files(Dtype.Q8)));

    afresh();
    extract("{ device: 'wasm' }", "q8", "wasm");
    assertThat(fetchedOfModel()).isEqualTo(shards(files(Dtype.Q8)));

    afresh();
    // Asked for progress, it looks at the size of a dtype that it does not load; only looks.
    extract("{ device: 'webgpu', progress_callback: () => {} }", "fp32", "webgpu");
    assertThat(fetchedOfModel()).isEqualTo(shards(files(Dtype.FP32)));

    // Now fp32 is stored, and runs on WebAssembly, too; by name, any dtype can be had.
    server.forget();
    browser.reload();
    extract("{ device: 'wasm' }", "fp32", "wasm");
    assertThat(fetchedOfModel()).isEmpty();
    extract("{ device: 'wasm', dtype: 'q8' }", "q8", "wasm");
    assertThat(fetchedOfModel()).isEqualTo(shards(List.of("onnx/model_quantized.onnx")));
  }

  @Test
  void anAuthorsScriptIsToldWhyAFileCouldNotBeHad() {
    browser = Browser.borrow(Mode.WASM);
    browser.beforeEachPage(StoreSite.FAST_CLOCK);
    browser.go(server.page("snippet.html")).awaitOfflineReady();
    awaitScript();
    String largest =
        pack.files().get("onnx/model_quantized.onnx").shards().stream()
            .max(Comparator.comparingLong(hash -> pack.shards().get(hash).stored()))
            .orElseThrow();
    server.spoil(Pack.shardPath(largest)::equals, StaticServer.Fault.CORRUPT);

    String caught = "return extract('', {}).catch(({ code, message }) => `${code}: ${message}`)";
    assertThat(browser.<String>script(caught)).startsWith("OB-HASH: What arrived as part ");
    String served = "return (await fetch('models/minilm/onnx/model_quantized.onnx')).text()";
    assertThat(browser.<String>script(served)).startsWith("OB-HASH: What arrived as part ");
  }

  private void afresh() {
    browser.script("await ovenbird.remove('minilm')");
    browser.reload();
    server.forget();
  }

  private void extract(String options, String dtype, String device) {
    awaitScript();
    Map<String, Object> extracted =
        browser.script("return extract(args[0], " + options + ")", SENTENCES.get(0));
    assertThat(extracted).containsEntry("dtype", dtype).containsEntry("device", device);
    assertThat(cosine(floats((List<?>) extracted.get("vector")), original[0]))
        .isGreaterThan(TinySite.LEAST_COSINE);
  }

  private void awaitScript() {
    browser.await(
        "the script", () -> Boolean.TRUE.equals(browser.script("return !!window.extract")));
  }

  /** Writes another table into the catalog, as if these dtypes ran there and no others. */
  private static void runOn(List<Dtype> webgpuF16, List<Dtype> webgpu, List<Dtype> wasm)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode edited = (ObjectNode) json.readTree(catalog);
    ObjectNode devices = (ObjectNode) edited.at("/models/minilm/devices");
    devices.set("webgpu-f16", json.valueToTree(webgpuF16.stream().map(Dtype::id).toList()));
    devices.set("webgpu", json.valueToTree(webgpu.stream().map(Dtype::id).toList()));
    devices.set("wasm", json.valueToTree(wasm.stream().map(Dtype::id).toList()));
    Files.write(catalogFile(), json.writeValueAsBytes(edited));
  }

  private static Path catalogFile() {
    return site.folder().resolve("_ovenbird/catalog.json");
  }

  /** What this browser is, in the words of the catalog; found out here without our own code. */
  private String kind() {
    return browser.script(
        """
        const adapter = await navigator.gpu?.requestAdapter();
        if (!adapter) return "wasm";
        return adapter.features.has("shader-f16") ? "webgpu-f16" : "webgpu";
        """);
  }

  private static List<String> dtypesOf(String kind) throws IOException {
    List<String> ids = new ArrayList<>();
    site.catalog().at("/models/minilm/devices/" + kind).forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /** Everything but the ONNX files of other dtypes. */
  private static List<String> files(Dtype dtype) {
    return pack.files().keySet().stream()
        .filter(path -> !path.startsWith("onnx/") || path.equals("onnx/" + dtype.fileName()))
        .toList();
  }

  private static Set<String> shards(List<String> files) {
    Set<String> shards = new HashSet<>();
    files.forEach(file -> shards.addAll(pack.files().get(file).shards()));
    return shards;
  }

  /** Shards of the model that were sent; that none is sent twice is checked, too. */
  private Set<String> fetchedOfModel() {
    List<String> sent =
        server.requestsFor("shards").stream()
            .map(Request::path)
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .filter(pack.shards()::containsKey)
            .toList();
    assertThat(sent).doesNotHaveDuplicates();
    return Set.copyOf(sent);
  }

  private static long runtimeBytes() throws IOException {
    return runtimeBytes("wasm");
  }

  private static long runtimeBytes(String flavour) throws IOException {
    return site.catalog().at("/runtimes/" + flavour + "/storedBytes").asLong();
  }

  /** The bytes that the button names, rounded as it rounds them. */
  private long offered() {
    browser.await("the demo asks", () -> browser.find("[data-action=download]").isDisplayed());
    String[] words = browser.text("[data-action=download]").split(" ");
    return Math.round(Double.parseDouble(words[1]) * (words[2].equals("MB") ? 1e6 : 1e3));
  }

  /** Bytes that the storage page shows in a row, counted from 1. */
  private long stored(int row) {
    return Long.parseLong(
        browser.attribute("ovenbird-storage tbody tr:nth-child(" + row + ")", "data-stored"));
  }

  private Map<String, Object> status() {
    return browser.script("return (await ovenbird.status()).minilm");
  }

  private float[][] embed() {
    browser.type(DEMO + " textarea", String.join("\n", SENTENCES));
    browser.click("[data-action=run]");
    browser.await("a result", () -> !browser.findAll("[data-result] td").isEmpty());
    List<List<Number>> vectors =
        browser.script(
            "return document.querySelector('ovenbird-similarity').vectors.map((v) => Array.from(v))");
    return vectors.stream().map(DtypesIT::floats).toArray(float[][]::new);
  }

  private static float[] floats(List<?> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) values.get(i)).floatValue();
    }
    return floats;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      ofA += a[i] * a[i];
      ofB += b[i] * b[i];
    }
    return dot / Math.sqrt(ofA * ofB);
  }
}

package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ovenbird.evaluate.TextEncoder;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Devices that fail, before a model runs on them or while it does: the answer comes from the next
 * one, and the page says so.
 */
@ExtendWith(Screenshots.class)
class DevicesIT {
  private static final String DEMO = "ovenbird-similarity";
  private static final String DEMO_PAGE = "demos/sentence-similarity.html";
  private static final List<String> SENTENCES =
      List.of("The kettle is boiling.", "Water for the tea is hot.");

  /** Many, so that there is time to lose the graphics processor meanwhile. */
  private static final int MANY = 60;

  /** What a graphics processor has computed comes back as zeros. */
  private static final String WRONG_RESULTS =
      inWorkers(
          """
          const read = GPUBuffer.prototype.getMappedRange;
          GPUBuffer.prototype.getMappedRange = function (...range) {
            const bytes = read.apply(this, range);
            if (this.usage & GPUBufferUsage.MAP_READ) new Uint8Array(bytes).fill(0);
            return bytes;
          };
          """);

  /** The page's browser can suspend WebAssembly, the worker's cannot. */
  private static final String WITHOUT_JSPI = inWorkers("delete WebAssembly.Suspending;");

  private static final String COUNT_WORKERS =
      """
      const RealWorker = Worker;
      window.living = 0;
      window.begun = 0;
      window.Worker = class extends RealWorker {
        constructor(...given) {
          super(...given);
          living++;
          begun++;
        }
        terminate() {
          super.terminate();
          living--;
        }
      };
      """;

  /** Minutes pass in a moment; what is quick stays as it is. */
  private static final String IMPATIENT =
      """
      const wait = window.setTimeout;
      window.setTimeout = (action, ms, ...rest) => wait(action, ms > 8000 ? 50 : ms, ...rest);
      """;

  @TempDir static Path folder;

  private static BakedSite site;
  private static byte[] catalog;

  private StaticServer server;
  private Browser browser;

  private static String inWorkers(String script) {
    return """
        const RealBlob = Blob;
        window.Blob = class extends RealBlob {
          constructor(parts, options) {
            super(String(parts[0]).startsWith("import ") ? [...parts, `%s`] : parts, options);
          }
        };
        """
        .formatted(script);
  }

  @BeforeAll
  static void bake() throws IOException {
    site = BakedSite.bake(BakedSite.copySource(folder.resolve("source")), folder.resolve("site"));
    catalog = Files.readAllBytes(catalogFile());
  }

  @BeforeEach
  void serve() throws IOException {
    Files.write(catalogFile(), catalog);
    server = StaticServer.of(site.folder());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  @Test
  void aRunDuringWhichTheGraphicsProcessIsLostIsAnsweredByTheProcessor() throws IOException {
    open(Mode.WEBGPU, "");
    download();
    assertThat(browser.attribute(DEMO, "data-device")).isEqualTo("webgpu");

    browser.script(
        """
        window.states = [];
        window.stop = ovenbird.onState("minilm", ({ state, device }) => states.push(state + device));
        const texts = Array.from({ length: args[0] }, (_, i) => `${args[1]} ${i}`);
        window.answer = ovenbird.run("minilm", [...args[2], ...texts]);
        """,
        MANY,
        "A long sentence that keeps the graphics processor busy for a while, number",
        SENTENCES);
    browser.await(
        "it runs", () -> browser.<List<?>>script("return states").contains("runningwebgpu"));
    browser.crashGraphics();
    List<List<Number>> vectors =
        browser.script("return (await answer).slice(0, 2).map((vector) => Array.from(vector))");

    assertThat(browser.<List<String>>script("return states"))
        .containsSubsequence("runningwebgpu", "loading", "runningwasm", "readywasm")
        .doesNotContain("error");
    assertClose(vectors, Dtype.Q4);
    assertThat(browser.text(DEMO + " .ob-status"))
        .isEqualTo(
            "Ready on WebAssembly (the graphics processor was lost, so the processor is used"
                + " instead). Works without a network.");
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("ready");
  }

  @Test
  void aGraphicsProcessorThatComputesNonsenseIsLeftAlone() throws IOException {
    open(Mode.WEBGPU, "");
    browser.beforeEachPage(WRONG_RESULTS);
    browser.reload();
    download();

    assertThat(browser.attribute(DEMO, "data-device")).isEqualTo("wasm");
    assertThat(browser.text(DEMO + " .ob-status"))
        .isEqualTo(
            "Ready on WebAssembly (your graphics processor computed wrong results, so the processor"
                + " is used instead). Works without a network.");
    assertClose(embed(), Dtype.Q4);
    assertThat(tested()).hasSize(1).allMatch(name -> name.contains("|wasm|"));
  }

  @Test
  void aModelThatIsWrongEverywhereIsNotUsed() throws IOException {
    expectNonsense(Dtype.Q8);
    open(Mode.WASM, "");
    browser.click("[data-action=download]");
    browser.await("an error", () -> !browser.text(DEMO + " .ob-error").isEmpty());
    assertThat(browser.text(DEMO + " .ob-error"))
        .startsWith("OB-WRONG all-MiniLM-L6-v2 computes wrong results ")
        .contains("or try another device.");
    assertThat(browser.find(DEMO + " [data-action=run]").isEnabled()).isFalse();
    assertThat(tested()).isEmpty();
  }

  @Test
  void whatWasRightOnceIsTestedAgainOnlyInIdleTime() throws IOException {
    open(Mode.WEBGPU, "");
    download();
    assertThat(tested()).hasSize(1).allMatch(name -> name.contains("|q4|"));

    // The driver changes for the worse: found after it is ready, before it is believed.
    browser.beforeEachPage(WRONG_RESULTS);
    browser.reload();
    browser.await(
        "the processor takes over", () -> "wasm".equals(browser.attribute(DEMO, "data-device")));
    browser.awaitState(DEMO, "ready");
    assertThat(browser.text(DEMO + " .ob-status")).contains("computed wrong results");
    assertThat(tested()).hasSize(1).allMatch(name -> name.contains("|wasm|"));
    assertClose(embed(), Dtype.Q4);

    browser.script("await ovenbird.remove('minilm')");
    assertThat(tested()).isEmpty();
  }

  @Test
  void theRuntimeForOlderBrowsersWorksAlsoWithoutANetwork() throws IOException {
    open(Mode.WEBGPU, "?runtime=asyncify");
    download();
    assertThat(runtimes()).containsExactly("asyncify");
    assertThat(browser.attribute(DEMO, "data-device")).isEqualTo("webgpu");
    assertClose(embed(), Dtype.Q4);

    server.stop();
    browser.go(server.page(DEMO_PAGE + "?runtime=asyncify&device=wasm"));
    browser.awaitState(DEMO, "ready");
    assertThat(browser.attribute(DEMO, "data-device")).isEqualTo("wasm");
    assertClose(embed(), Dtype.Q4);
  }

  @Test
  void whereTheNewerRuntimeDoesNotStartTheOlderIsOffered() throws IOException {
    open(Mode.WEBGPU, "");
    browser.beforeEachPage(WITHOUT_JSPI);
    browser.reload();
    browser.click("[data-action=download]");
    String second = "Download %.2f MB".formatted(runtimeBytes("asyncify") / 1e6);
    browser.await("it offers", () -> browser.text("[data-action=download]").equals(second));
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(runtimes()).containsExactlyInAnyOrder("jspi", "asyncify");
    assertClose(embed(), Dtype.Q4);
  }

  @Test
  void modelsShareOneWorkerAndGiveItsMemoryBackWhenTheyAreNotUsed() throws IOException {
    open(Mode.WASM, "");
    download();
    browser.go(server.page(DEMO_PAGE + "?dtype=q4"));
    download();
    browser.beforeEachPage(COUNT_WORKERS + IMPATIENT);
    browser.go(server.page(DEMO_PAGE));
    browser.awaitState(DEMO, "ready");
    Map<String, String> second = browser.script("return ovenbird.ready('minilm', { dtype: 'q4' })");
    assertThat(second).containsEntry("dtype", "q4");
    assertThat(count("begun")).isEqualTo(1);
    assertClose(embed(), Dtype.Q8);

    // Gone from the page, then back.
    browser.script("window.demo = document.querySelector(args[0]); demo.remove()", DEMO);
    browser.await("q8 is unloaded", () -> !loaded());
    assertThat(count("living")).as("q4 is still there").isEqualTo(1);
    browser.script("document.querySelector('main').append(demo)");
    browser.await("q8 is loaded", this::loaded);
    assertClose(embed(), Dtype.Q8);

    // Hidden for minutes: all is given back, and nothing looks different.
    browser.script(
        """
        Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        """);
    browser.await("no worker is left", () -> count("living") == 0);
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("ready");
    server.forget();
    assertClose(embed(), Dtype.Q8);
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("ready");
    assertThat(count("begun")).isEqualTo(2);
    assertThat(server.requestsFor("shards")).isEmpty();
  }

  @Test
  void aStoppedRunLeavesTheModelReady() throws IOException {
    open(Mode.WASM, "");
    browser.beforeEachPage(COUNT_WORKERS);
    browser.reload();
    download();
    browser.script(
        """
        const texts = Array.from({ length: 2000 }, (_, i) => `Sentence number ${i}`);
        window.answer = ovenbird.run("minilm", texts).catch(({ code }) => code);
        """);
    browser.click("[data-action=stop]");
    assertThat(browser.<String>script("return answer")).isEqualTo("OB-STOPPED");
    browser.awaitState(DEMO, "ready");
    assertClose(embed(), Dtype.Q8);
  }

  private void open(Mode mode, String options) {
    browser = Browser.borrow(mode);
    browser.go(server.page(DEMO_PAGE + options)).awaitOfflineReady();
  }

  private void download() {
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
  }

  private List<List<Number>> embed() {
    return browser.script(
        "return (await ovenbird.run('minilm', args[0])).map((vector) => Array.from(vector))",
        SENTENCES);
  }

  /** To what the build computes with the same bytes. */
  private void assertClose(List<List<Number>> vectors, Dtype dtype) throws IOException {
    float[][] expected;
    try (TextEncoder encoder = site.encoder(folder.resolve("model"), dtype)) {
      expected = encoder.encode(SENTENCES);
    }
    assertThat(vectors).hasSize(expected.length);
    for (int row = 0; row < expected.length; row++) {
      for (int column = 0; column < expected[row].length; column++) {
        assertThat(vectors.get(row).get(column).floatValue())
            .as("%s: component %d of \"%s\"", dtype, column, SENTENCES.get(row))
            .isCloseTo(expected[row][column], within(1e-2f));
      }
    }
  }

  /** The names under which it is remembered that the model computes rightly here. */
  private List<String> tested() {
    return browser.script(
        """
        for (const name of await caches.keys()) {
          const note = await (await caches.open(name)).match("/repo/_ovenbird/tested/minilm.json");
          if (note) return note.json();
        }
        return [];
        """);
  }

  /** Builds of ONNX Runtime that were downloaded. */
  /** Whose packs were asked for; their scripts lie in them. */
  private List<String> runtimes() {
    return server.requestsFor("packs").stream()
        .map(request -> request.path().replaceFirst(".*/ort-(\\w+)\\..*", "$1"))
        .filter(name -> !name.contains("/"))
        .distinct()
        .toList();
  }

  private boolean loaded() {
    return browser.script("return (await ovenbird.status()).minilm.loaded");
  }

  private long count(String name) {
    return browser.<Number>script("return window[args[0]]", name).longValue();
  }

  private static long runtimeBytes(String name) throws IOException {
    var runtime = site.catalog().at("/runtimes/" + name);
    return runtime.get("storedBytes").asLong();
  }

  /** Writes a self-test into the catalog that no device can pass. */
  private static void expectNonsense(Dtype dtype) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode edited = (ObjectNode) json.readTree(catalog);
    ObjectNode test = (ObjectNode) edited.at("/models/minilm/dtypes/" + dtype.id() + "/selfTest");
    List<JsonNode> values = new ArrayList<>();
    test.get("values").forEach(values::add);
    Collections.reverse(values);
    test.set("values", json.valueToTree(values));
    Files.write(catalogFile(), json.writeValueAsBytes(edited));
  }

  private static Path catalogFile() {
    return site.folder().resolve("_ovenbird/catalog.json");
  }
}

package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebAssembly in several threads, on a host that cannot send the headers which that takes. */
@ExtendWith(Screenshots.class)
class ThreadsIT {
  private static final String DEMO = "ovenbird-similarity";
  private static final String DEMO_PAGE = "demos/sentence-similarity.html";

  /** Tells the page of each worker that the model's own worker starts. */
  private static final String SPY =
      """
      window.threads = [];
      const RealBlob = Blob;
      window.Blob = class extends RealBlob {
        constructor(parts, options) {
          const spy =
            "const RealWorker = self.Worker;" +
            "self.Worker = class extends RealWorker {" +
            "  constructor(url, options) {" +
            "    super(url, options);" +
            "    self.postMessage({ thread: String(url), name: options.name });" +
            "  }" +
            "};";
          super(String(parts[0]).startsWith("import ") ? [...parts, spy] : parts, options);
        }
      };
      const RealWorker = Worker;
      window.Worker = class extends RealWorker {
        constructor(...all) {
          super(...all);
          this.addEventListener("message", ({ data }) => data.thread && threads.push(data));
        }
      };
      """;

  private StaticServer server;
  private Browser browser;

  @BeforeEach
  void open() {
    server = StaticServer.of(BakedSite.own().folder());
    browser = Browser.borrow(Mode.WASM);
    browser.beforeEachPage(SPY);
  }

  @AfterEach
  void close() {
    browser.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "jspi", "asyncify"})
  void theModelComputesInThreadsWithAndWithoutANetwork(String flavour) {
    // By itself it takes as many as there are cores for, which may be one.
    String runtime = flavour.equals("wasm") ? "" : "&runtime=" + flavour;
    browser.go(server.page(DEMO_PAGE + "?threads=3" + runtime)).awaitOfflineReady();
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    double inOne = compare();
    assertThat(threads()).as("on the very first page").isEmpty();

    browser.reload();
    assertThat(compare()).isEqualTo(inOne);
    assertThatThreadsRun(flavour);

    server.stop();
    browser.reload();
    assertThat(compare()).isEqualTo(inOne);
    assertThatThreadsRun(flavour);
    assertThat(browser.consoleErrors()).isEmpty();
  }

  private void assertThatThreadsRun(String flavour) {
    assertThat(threads())
        .as("besides the model's own")
        .hasSize(2)
        .allSatisfy(thread -> assertThat(thread.get("name")).isEqualTo("em-pthread"))
        .allSatisfy(
            thread ->
                assertThat(thread.get("thread"))
                    .startsWith(server.page("_ovenbird/runtime/ort." + flavour + ".")));
  }

  private List<Map<String, String>> threads() {
    return browser.script("return threads");
  }

  /** The cosine of two sentences that mean the same. */
  private double compare() {
    browser.awaitState(DEMO, "ready");
    browser.type(DEMO + " textarea", "The kettle is boiling.\nWater for the tea is hot.");
    browser.click("[data-action=run]");
    browser.await("a result", () -> !browser.findAll("[data-result] td").isEmpty());
    browser.awaitState(DEMO, "ready");
    return Double.parseDouble(browser.text("[data-result] tbody tr td:nth-child(3)"));
  }
}

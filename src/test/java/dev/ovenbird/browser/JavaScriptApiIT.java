package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page that explains `window.ovenbird`: what it shows is what runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(Screenshots.class)
class JavaScriptApiIT {
  private static final String PAGE = "javascript-api.html";

  private StaticServer server;
  private Browser browser;

  @BeforeAll
  void arrive() {
    server = StaticServer.of(BakedSite.own().folder());
    browser = Browser.borrow(Mode.WASM);
    browser.go(server.page(PAGE)).awaitOfflineReady();
  }

  @AfterAll
  void leave() {
    browser.close();
    server.close();
  }

  @Test
  @Order(1)
  void everySnippetCanBeRead() {
    assertThat(browser.findAll("script.source")).hasSize(5);
    assertThat(browser.text("script.source")).startsWith("const button = document.");
  }

  @Test
  @Order(2)
  void beforeConsentNothingIsDownloaded() {
    browser.await("the size", () -> browser.text("#get").matches("Download \\d+\\.\\d MB"));
    assertThat(browser.text("#state")).isEqualTo("idle");
    browser.click("#sort button");
    browser.await("an answer", () -> !browser.text("#animals").isEmpty());
    assertThat(browser.text("#animals")).startsWith("OB-CONSENT: \"minilm\" is not on this device");
    assertThat(server.requestsFor("shards")).isEmpty();
  }

  @Test
  @Order(3)
  void theListenerHearsOfEachState() {
    browser.script(
        """
        window.heard = [];
        window.end = ovenbird.onState("minilm", (state) => heard.push(state));
        """);
    assertThat(browser.<List<Map<String, Object>>>script("return heard"))
        .as("at once")
        .singleElement()
        .isEqualTo(
            Map.of(
                "model",
                "minilm",
                "state",
                "idle",
                "progress",
                0L,
                "received",
                0L,
                "total",
                0L,
                "device",
                "",
                "dtype",
                "",
                "note",
                ""));
    browser.click("#get");
    browser.await("it is ready", () -> browser.text("#state").equals("ready on wasm"));

    List<Map<String, Object>> heard = browser.script("return heard");
    assertThat(heard)
        .extracting(state -> state.get("state"))
        .containsSubsequence("idle", "downloading", "loading", "ready")
        .doesNotContain("error");
    assertThat(heard).doesNotHaveDuplicates();
    assertThat(heard.get(heard.size() - 1))
        .containsEntry("device", "wasm")
        .containsEntry("dtype", "q8")
        .containsEntry("progress", 100L)
        .containsEntry("note", "no WebGPU adapter here");
  }

  @Test
  @Order(4)
  void afterItsEndTheListenerHearsNothing() {
    int before = browser.<List<?>>script("end(); return heard").size();
    sort("A kitten that purrs");
    assertThat(browser.<List<?>>script("return heard")).hasSize(before);
  }

  @Test
  @Order(5)
  void withoutTheServerTheExamplesStillRun() {
    server.stop();
    browser.reload();
    browser.await("it is here", () -> browser.text("#get").equals("Load"));
    sort("It builds its nest of clay");
    assertThat(browser.text("#animals")).startsWith("a bird (0.");
    sort("A kitten that purrs");
    assertThat(browser.text("#animals")).startsWith("a cat (0.");
    browser.click("#extract");
    browser.await("its vector", () -> browser.text("#dims").equals("1 × 384"));
    server.start();
    // What is there of a model that was never downloaded cannot be told without its manifest.
    assertThat(browser.consoleErrors())
        .allSatisfy(error -> assertThat(error).contains("/_ovenbird/packs/biscuit."));
  }

  @Test
  @Order(6)
  void anErrorHasACodeAndASentence() {
    String unknown = "return ovenbird.%s.catch(({ code, message }) => `${code}: ${message}`)";
    assertThat(browser.<String>script(unknown.formatted("ready('nobody')")))
        .isEqualTo(
            "OB-MODEL: This site has no model named \"nobody\". That is the page's mistake, not"
                + " yours.");
    assertThat(browser.<String>script(unknown.formatted("run('minilm', 'x', { dtype: 'q3' })")))
        .startsWith("OB-DTYPE: This site has \"minilm\" as ");
  }

  @Test
  @Order(7)
  void removedItIsGone() {
    browser.click("#remove");
    browser.await("it asks again", () -> browser.text("#get").startsWith("Download "));
    assertThat(browser.<Map<String, Object>>script("return (await ovenbird.status()).minilm"))
        .containsEntry("state", "idle")
        .containsEntry("loaded", false);
  }

  private void sort(String text) {
    browser.script("document.querySelector('#animals').value = ''");
    browser.type("#sort input", text);
    browser.click("#sort button");
    browser.await("an answer", () -> !browser.text("#animals").isEmpty());
  }
}

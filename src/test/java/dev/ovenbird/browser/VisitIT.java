package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ovenbird.browser.StaticServer.Request;
import dev.ovenbird.evaluate.TextEncoder;
import dev.ovenbird.pack.Pack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One reader's whole visit, told in the order in which it happens, once with WebGPU and once
 * without: arrive, agree, compute, search, lose the network, tidy up. Each step finds what the last
 * one left.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Mode.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(Screenshots.class)
class VisitIT {
  private static final long FIRST_VISIT_BYTES = 27_000_000;
  private static final String DEMO = "ovenbird-similarity";
  private static final String DEMO_PAGE = "demos/sentence-similarity.html";
  private static final String SEARCH = "ovenbird-search";
  private static final String STORAGE = "ovenbird-storage";
  private static final List<String> SENTENCES =
      List.of(
          "The kettle is boiling.",
          "Water for the tea is hot.",
          "She sold her bicycle — “for good”, as she says.");

  @Parameter Mode mode;

  private BakedSite site;
  private StaticServer server;
  private Browser browser;

  @BeforeParameterizedClassInvocation
  void arrive() {
    site = BakedSite.own();
    server = StaticServer.of(site.folder());
    browser = Browser.open(mode);
  }

  @AfterParameterizedClassInvocation
  void leave() {
    browser.close();
    server.close();
  }

  @Test
  @Order(1)
  void nothingIsDownloadedBeforeTheReaderAgrees() {
    browser.go(server.page("index.html")).awaitOfflineReady();
    browser.go(server.page(DEMO_PAGE));
    browser.await("the demo asks", () -> browser.find("[data-action=download]").isDisplayed());

    assertThat(browser.text("[data-action=download]")).matches("Download \\d+\\.\\d MB");
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("idle");
    assertThat(browser.attribute(DEMO, "data-device")).isNull();
    assertThat(browser.find("[data-action=run]").isEnabled()).isFalse();
    assertThat(server.requestsFor("shards")).isEmpty();
    assertThat(server.requestsFor("runtime")).isEmpty();
  }

  @Test
  @Order(2)
  void afterConsentItShowsProgressAndGetsReady() {
    browser.script(
        """
        window.seen = [];
        document.addEventListener("ovenbird:state", ({ detail }) => seen.push(detail));
        """);
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");

    List<Map<String, Object>> seen = browser.script("return seen");
    assertThat(seen)
        .extracting(detail -> detail.get("state"))
        .startsWith("downloading")
        .containsSubsequence("downloading", "loading", "ready")
        .doesNotContain("error");
    List<Long> progress =
        seen.stream()
            .filter(detail -> detail.get("state").equals("downloading"))
            .map(detail -> ((Number) detail.get("progress")).longValue())
            .toList();
    assertThat(progress).isSorted().hasSizeGreaterThan(2).endsWith(100L);
    assertThat(browser.attribute(DEMO, "data-progress")).isEqualTo("100");
    assertThat(browser.findAll("[data-action=download]")).noneMatch(button -> button.isDisplayed());
  }

  @Test
  @Order(3)
  void thePageSaysWhereItComputes() throws IOException {
    assertThat(browser.attribute(DEMO, "data-device")).isEqualTo(mode.device());
    assertThat(browser.text(DEMO + " .ob-status"))
        .isEqualTo("Ready " + mode.words() + ". Works without a network.");
    Map<String, Object> ready = browser.script("return await ovenbird.ready('minilm')");
    assertThat(ready)
        .isEqualTo(
            Map.of("model", "minilm", "dtype", site.dtype(mode).id(), "device", mode.device()));
  }

  @Test
  @Order(4)
  void aFirstVisitIsSmall() throws IOException {
    assertThat(server.bodyBytes())
        .as("bytes sent: pages, what is fetched ahead, runtime, model")
        .isLessThanOrEqualTo(FIRST_VISIT_BYTES)
        .isGreaterThan(site.modelPack(mode).storedBytes());
    assertThat(server.requestsFor("shards")).extracting(Request::path).doesNotHaveDuplicates();
    assertThat(server.requests()).extracting(Request::status).containsOnly(200, 304);
  }

  @Test
  @Order(5)
  void sentencesOfOneMeaningAreClose() {
    compare();
    double tea = cell(1, 2);
    assertThat(tea).isGreaterThan(cell(1, 3) + 0.2).isGreaterThan(cell(2, 3) + 0.2);
    assertThat(cell(1, 1)).isEqualTo(1);
    assertThat(cell(2, 1)).isEqualTo(tea);
    assertThat(browser.text("[data-result]")).contains(SENTENCES);
  }

  @Test
  @Order(6)
  void theBrowserComputesWhatTheBuildDoes(@TempDir Path scratch) throws IOException {
    List<List<Number>> vectors =
        browser.script(
            "return document.querySelector('" + DEMO + "').vectors.map((v) => Array.from(v))");
    float[][] expected;
    try (TextEncoder encoder = site.encoder(scratch, site.dtype(mode))) {
      expected = encoder.encode(SENTENCES);
    }
    assertThat(vectors).hasSameSizeAs(SENTENCES);
    for (int row = 0; row < expected.length; row++) {
      assertThat(vectors.get(row)).hasSize(expected[row].length);
      for (int column = 0; column < expected[row].length; column++) {
        assertThat(vectors.get(row).get(column).floatValue())
            .as("component %d of \"%s\"", column, SENTENCES.get(row))
            .isCloseTo(expected[row][column], within(1e-2f));
      }
    }
  }

  @Test
  @Order(7)
  void tooFewSentencesAreAnErrorInThePage() {
    browser.click("[data-action=clear]");
    assertThat(browser.text("[data-result]")).isEmpty();
    browser.click("[data-action=run]");
    browser.awaitState(DEMO, "error");
    assertThat(browser.text(DEMO + " .ob-error"))
        .contains("OB-INPUT", "Write at least two sentences");
    compare();
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("ready");
  }

  @Test
  @Order(8)
  void theResultFitsAPhone() {
    browser.narrow(360);
    assertThat(overflow()).isZero();
    browser.wide();
  }

  @Test
  @Order(9)
  void searchFindsWhatIsMeant() {
    browser.go(server.page("search.html"));
    search("where can I host my site for free");
    assertThat(firstResult()).endsWith("/repo/posts/publishing-on-github-pages.html");
    assertThat(browser.text(SEARCH + " .ob-note")).contains("where can I host my site for free");
  }

  @Test
  @Order(10)
  void withoutTheServerPagesCanBeRead() {
    assertThat(browser.consoleErrors()).isEmpty();
    server.stop();

    browser.reload();
    assertThat(browser.text("h1")).isEqualTo("Search");
    for (String page :
        List.of("", "archive.html", "about", "posts/publishing-on-github-pages.html")) {
      browser.go(server.page(page));
      assertThat(browser.findAll("h1")).as(page).hasSize(1);
      assertThat(browser.text("nav")).as(page).contains("Demo", "Search");
      assertThat(styleSheets()).as(page).isEqualTo(1);
    }
    assertThat(browser.text("article"))
        .contains("GitHub Pages allows", "stop the server, and reload");
    browser.go(server.page("no/such/page.html"));
    assertThat(browser.text("h1")).isEqualTo("There is no page here");
    assertThat(styleSheets()).isEqualTo(1);
  }

  @Test
  @Order(11)
  void withoutTheServerTheDemoIsReadyByItselfAndComputes() {
    browser.go(server.page(DEMO_PAGE));
    browser.awaitState(DEMO, "ready");
    assertThat(browser.attribute(DEMO, "data-device")).isEqualTo(mode.device());
    compare();
    assertThat(cell(1, 2)).isGreaterThan(cell(1, 3) + 0.2);
  }

  @Test
  @Order(12)
  void withoutTheServerSearchFindsWhatIsMeant() {
    browser.go(server.page("search.html"));
    search("where can I host my site for free");
    assertThat(firstResult()).endsWith("/repo/posts/publishing-on-github-pages.html");
  }

  @Test
  @Order(13)
  void withoutTheServerTheStoragePageStillCounts() {
    browser.go(server.page("offline.html"));
    browser.awaitState(STORAGE, "ready");
    assertThat(stored(2)).isGreaterThan(13_000_000);
    server.start();
  }

  @Test
  @Order(14)
  void theStoragePageShowsWhatIsKept() throws IOException {
    browser.go(server.page("offline.html"));
    browser.awaitState(STORAGE, "ready");
    assertThat(stored(2)).as("model").isEqualTo(site.modelPack(mode).storedBytes());
    assertThat(stored(3)).as("runtime").isBetween(2_000_000L, 8_000_000L);
    assertThat(stored(4)).as("pages").isBetween(100_000L, 4_000_000L);
    assertThat(browser.text(STORAGE)).contains("all-MiniLM-L6-v2", "MB", "Your browser stores");
  }

  @Test
  @Order(15)
  void askedToKeepTheFilesTheBrowserAnswers() {
    browser.click("[data-action=persist]");
    browser.await("an answer", () -> !browser.text(STORAGE + " .ob-status").isEmpty());
    assertThat(browser.text(STORAGE + " .ob-status")).startsWith("Your browser ");
  }

  @Test
  @Order(16)
  void aRemovedModelIsGoneAndTheDemoAsksAgain() throws IOException {
    browser.click("[data-action=remove][data-model=minilm]");
    browser.await("nothing is stored of the model", () -> stored(2) == 0);
    assertThat(browser.text(STORAGE + " .ob-status"))
        .isEqualTo("all-MiniLM-L6-v2 is no longer on this device.");
    List<String> left =
        browser.script(
            """
            const found = [];
            for (const name of await caches.keys()) {
              for (const { url } of await (await caches.open(name)).keys()) found.push(url);
            }
            return found;
            """);
    for (String shard : site.modelPack(mode).shards().keySet()) {
      assertThat(left).doesNotContain(server.page(Pack.shardPath(shard)));
    }

    server.forget();
    browser.go(server.page(DEMO_PAGE));
    browser.await("the demo asks", () -> browser.find("[data-action=download]").isDisplayed());
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("idle");
    assertThat(server.requestsFor("shards")).isEmpty();
  }

  @Test
  @Order(17)
  void thePolicyHoldsThePageToItsOwnOrigin() {
    String violated =
        browser.script(
            """
            const violation = new Promise((resolve) => {
              document.addEventListener("securitypolicyviolation", resolve);
            });
            await fetch("https://example.org/").catch(() => {});
            return (await violation).effectiveDirective;
            """);
    assertThat(violated).isEqualTo("connect-src");

    // A worker is held by it only when it starts from a blob, as ours has to.
    String worker =
        browser.script(
            """
            const address = new Promise((resolve) => {
              window.Worker = class extends EventTarget {
                constructor(url) {
                  super();
                  resolve(String(url));
                }
                postMessage() {}
                terminate() {}
              };
            });
            // Nothing comes of it: only the worker's address is of interest.
            ovenbird.ready("minilm", { consent: true }).catch(() => {});
            return address;
            """);
    assertThat(worker).startsWith("blob:" + server.origin());
  }

  @Test
  @Order(18)
  void everyRequestWentToTheSiteItself() {
    List<String> requests = browser.closeAndListRequests();
    assertThat(requests)
        .as("the log has pages', workers' and the service worker's requests")
        .contains(server.page(DEMO_PAGE), server.page("sw.js"))
        .anyMatch(url -> url.contains("/_ovenbird/app/shell."))
        .anyMatch(url -> url.contains("/_ovenbird/shards/"))
        .anyMatch(url -> url.contains("/_ovenbird/app/inference-worker."));
    assertThat(requests).allMatch(url -> url.startsWith(server.origin() + StaticServer.BASE));
  }

  private void compare() {
    browser.type(DEMO + " textarea", String.join("\n", SENTENCES));
    browser.script("document.querySelector('[data-result]').replaceChildren()");
    browser.click("[data-action=run]");
    browser.await("a result", () -> !browser.findAll("[data-result] td").isEmpty());
    browser.awaitState(DEMO, "ready");
  }

  /** The cosine of two sentences, counted from 1. */
  private double cell(int row, int column) {
    return Double.parseDouble(
        browser.text(
            "[data-result] tbody tr:nth-child(%d) td:nth-child(%d)".formatted(row, column + 1)));
  }

  private void search(String query) {
    browser.type(SEARCH + " input", query);
    browser.click(SEARCH + " [data-action=run]");
    browser.awaitState(SEARCH, "ready");
    browser.await(
        "results by meaning", () -> "meaning".equals(browser.attribute(SEARCH, "data-found")));
  }

  private String firstResult() {
    return browser.find(SEARCH + " [data-result] a").getDomProperty("href");
  }

  /** Bytes that the storage page shows in a row, counted from 1. */
  private long stored(int row) {
    return Long.parseLong(
        browser.attribute(STORAGE + " tbody tr:nth-child(" + row + ")", "data-stored"));
  }

  private long styleSheets() {
    return browser
        .<Number>script(
            "return [...document.styleSheets].filter((sheet) => sheet.cssRules.length).length")
        .longValue();
  }

  private long overflow() {
    return browser
        .<Number>script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .longValue();
  }
}

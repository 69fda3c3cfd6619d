package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.browser.StaticServer.Fault;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebDriverException;

/**
 * Whatever goes wrong between a host and a reader ends in the right answer, or in a sentence with a
 * way out that leads to it; and nothing wrong is stored. All outcomes are printed as one table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Screenshots.class)
class FaultsIT {
  private static final String THEN_RIGHT = ", right answer after \"Try again\"";

  @TempDir static Path folder;

  private final FaultTable table = new FaultTable();
  private TinySite site;
  private Pack pack;

  /** The path of one of the model's shards. */
  private String one;

  private StaticServer server;

  /** Where the runtime is on the device already. */
  private Browser shared;

  private Browser browser;
  private TinyDemo demo;

  @BeforeAll
  void bake() throws IOException {
    site = TinySite.bake(folder.resolve("first"));
    pack = site.pack();
    one = largestShard(pack);
    server = StaticServer.of(site.folder());
    shared = Browser.borrow(Mode.WASM);
    demo = new TinyDemo(server, shared).open().download();
    demo.awaitReady();
    shared.awaitOfflineReady();
    demo.remove();
    assertThat(demo.storedShards()).as("the runtime's").isNotEmpty();
  }

  private static String largestShard(Pack pack) {
    return Pack.shardPath(
        pack.shards().values().stream()
            .max(Comparator.comparingLong(Shard::stored))
            .orElseThrow()
            .sha256());
  }

  @BeforeEach
  void visit() {
    browser = shared;
    demo = new TinyDemo(server, browser).visit();
    assertThat(demo.settled()).isEqualTo("asks");
    server.forget();
  }

  @AfterEach
  void clear() {
    server.repair();
    server.start();
    server.publish(site.folder());
    if (browser == shared) {
      demo.remove();
    } else {
      browser.close();
    }
  }

  @AfterAll
  void publish() throws IOException {
    shared.close();
    server.close();
    table.publish();
  }

  @Test
  void nothingGoesWrong() throws IOException {
    demo.download();
    end("none", "right answer");
    assertThat(demo.sentAgain(pack)).isZero();
    assertThat(pack.shards())
        .as("as many as make a fault in one of them count")
        .hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({
    "a flipped bit, CORRUPT, OB-HASH",
    "a body that is too short, SHORT, OB-LENGTH",
    "a body that is too long, LONG, OB-LENGTH",
    "a connection that breaks in each shard, TRUNCATE, OB-NETWORK",
    "a page of a captive portal with status 200, PORTAL, OB-LENGTH",
    "a shard that is gone (404), MISSING, OB-HTTP",
    "503 for as long as anybody asks, UNAVAILABLE, OB-HTTP",
  })
  void aFaultThatStaysIsNamedAndCanBeMended(String name, Fault fault, String code)
      throws IOException {
    server.spoil(one::equals, fault);
    demo.download();
    endAfterError(name, code);
  }

  @ParameterizedTest
  @CsvSource({
    "a bit flipped once, CORRUPT, 1",
    "500 twice and then all is well, BROKEN, 2",
    "503 once and then all is well, UNAVAILABLE, 1",
    "a connection that breaks once, TRUNCATE, 1",
    "a connection that stalls once, STALL, 1",
  })
  void aFaultThatPassesIsNotSeen(String name, Fault fault, int times) throws IOException {
    server.spoil(one::equals, fault, times);
    demo.visit(TinyDemo.IMPATIENT).download();
    end(name, "right answer");
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 90})
  void aBrokenConnectionCostsNoMoreThanWhatWasUnderWay(int percent) throws IOException {
    server.breakOffAfter(this::isOfModel, pack.storedBytes() * percent / 100);
    demo.download();
    endAfterError("cut off for good at " + percent + " %", "OB-NETWORK");
  }

  @Test
  void aListOfPartsThatIsNone() throws IOException {
    browser.cdp("Network.clearBrowserCache", Map.of());
    server.spoil(path -> path.equals(pack.manifestPath()), Fault.PORTAL);
    demo.visit().download();
    endAfterError("a portal's page instead of the manifest", "OB-MANIFEST");
  }

  @Test
  void offlineInTheMiddle() throws IOException {
    demo.downloadUntilItStalls(one::equals);
    server.stop();
    goOffline(true);
    assertThat(demo.settled()).isEqualTo("OB-NETWORK");
    assertThat(demo.badShards()).isZero();
    server.repair();
    server.start();
    goOffline(false);
    demo.tryAgain();
    end("offline in the middle and online again", "OB-NETWORK" + THEN_RIGHT);
  }

  @Test
  void stoppedByTheReader() throws IOException {
    String before = browser.text("[data-action=download]");
    demo.downloadUntilItStalls(one::equals);
    awaitAllButOne();
    browser.click("[data-action=stop]");
    assertThat(demo.settled()).isEqualTo("asks");
    assertThat(browser.text("[data-action=download]"))
        .isNotEqualTo(before)
        .isEqualTo("Download %.0f kB".formatted(sizeOfOne() / 1e3));
    server.repair();
    demo.download();
    end("stopped by the reader and taken up again", "asks for the rest, then right answer");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTabThatEnds(boolean crashes) throws IOException {
    demo.downloadUntilItStalls(one::equals);
    awaitAllButOne();
    String old = browser.openTab();
    String tab = browser.switchTo(old);
    if (crashes) {
      assertThatThrownBy(() -> browser.cdp("Page.crash", Map.of()))
          .isInstanceOf(WebDriverException.class);
      browser.switchTo(tab);
    } else {
      browser.closeTab(tab);
    }
    server.repair();
    demo.open();
    assertThat(demo.settled()).isEqualTo("asks");
    demo.download();
    end(
        crashes ? "the tab crashes in the middle" : "the tab is closed in the middle",
        "asks for the rest, then right answer");
  }

  @Test
  void aBrowserThatIsKilledWhileItWrites() throws IOException {
    browser = Browser.open(Mode.WASM);
    demo = new TinyDemo(server, browser).open();
    demo.download();
    browser.await(
        "a third was sent", () -> server.bodyBytes(this::isOfModel) > pack.storedBytes() / 3);
    browser = browser.killAndReopen();
    demo = new TinyDemo(server, browser).open();
    assertThat(demo.settled()).isEqualTo("asks");
    demo.download();
    end("the browser is killed while it writes", "asks for the rest, then right answer");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 50, 90})
  void noRoom(int percent) throws IOException {
    Number used = browser.script("return (await navigator.storage.estimate()).usage");
    long room = pack.storedBytes() * percent / 100;
    limitStorage(used.longValue() + room);
    try {
      demo.download();
      demo.awaitReady();
      assertThat(browser.text(TinyDemo.ELEMENT + " .ob-status"))
          .contains("for this visit only: the browser has no room");
      end("no room after " + percent + " %", "right answer, \"for this visit only\"");
    } finally {
      limitStorage(0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aShardThatChangesOnTheDevice(boolean deleted) throws IOException {
    demo.download().awaitReady();
    spoilOnTheDevice(server.page(one), deleted);
    demo.visit();
    if (deleted && demo.settled().equals("asks")) {
      demo.download();
    }
    end("a stored shard is " + (deleted ? "deleted" : "altered"), "right answer");
    assertThat(demo.sentAgain(pack)).isEqualTo(sizeOfOne());
  }

  @Test
  void aShardThatIsAlteredAndNoNetwork() throws IOException {
    browser.awaitOfflineReady();
    demo.download().awaitReady();
    String code = alterAndGoWithoutNetwork(server, one);
    end("a stored shard is altered, and no network", code + THEN_RIGHT);
    assertThat(demo.sentAgain(pack)).isEqualTo(sizeOfOne());
  }

  /** Ends with another try, once the host is there again. */
  private String alterAndGoWithoutNetwork(StaticServer host, String shard) throws IOException {
    spoilOnTheDevice(host.page(shard), false);
    host.stop();
    demo.visit();
    String code = demo.settled();
    // Missing, if it was looked at once more after the damaged shard was removed.
    assertThat(code).isIn("OB-DAMAGED", "OB-MISSING");
    host.start();
    demo.tryAgain();
    return code;
  }

  private void spoilOnTheDevice(String address, boolean delete) {
    browser.script(
        """
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          const stored = await cache.match(args[0]);
          if (stored && args[1]) {
            await cache.delete(args[0]);
          } else if (stored) {
            const bytes = new Uint8Array(await stored.arrayBuffer());
            bytes[bytes.length >> 1] ^= 1;
            await cache.put(args[0], new Response(bytes));
          }
        }
        """,
        address,
        delete);
  }

  /** Transformers.js would wait for such a file for ever. */
  @Test
  void aShardOfWeightsBesideTheModelIsAlteredAndNoNetwork() throws IOException {
    TinySite beside = TinySite.withWeightsBeside(folder.resolve("beside"));
    browser = Browser.borrow(Mode.WASM);
    try (StaticServer own = StaticServer.of(beside.folder())) {
      demo = new TinyDemo(own, browser).open().download();
      end("none, weights in a file of their own", "right answer", beside);
      browser.awaitOfflineReady();
      String code = alterAndGoWithoutNetwork(own, largestShard(beside.pack()));
      end("a shard of such a file is altered, and no network", code + THEN_RIGHT, beside);
    }
  }

  /** As little as an element may a script of the page's author wait for it. */
  @Test
  void weightsBesideTheModelAreMissingForAnAuthorsScript() throws IOException {
    TinySite beside = TinySite.withWeightsBeside(folder.resolve("scripted"));
    String weights = largestShard(beside.pack());
    browser = Browser.borrow(Mode.WASM);
    try (StaticServer own = StaticServer.of(beside.folder())) {
      demo = new TinyDemo(own, browser).open();
      own.spoil(weights::equals, Fault.MISSING);
      assertThat(runAsAuthor()).startsWith("OvenbirdError: OB-HTTP");
      own.repair();
      assertThat(runAsAuthor()).isEqualTo("1,96");
      assertThat(demo.badShards()).isZero();
    }
  }

  private String runAsAuthor() {
    return browser.script(
        """
        const { pipeline } = await import("@huggingface/transformers");
        try {
          const extractor = await pipeline("feature-extraction", args[0]);
          const { dims } = await extractor("A nest of clay.", { pooling: "mean" });
          return dims.join();
        } catch (error) {
          return `${error.name}: ${error.code}`;
        }
        """,
        BakedSite.MODEL);
  }

  @Test
  void aNewDeployInTheMiddle() throws IOException {
    TinySite next = TinySite.withOtherWeights(folder.resolve("retrained"));
    openAlone(Mode.WASM, Map.of());
    demo.downloadUntilItStalls(one::equals);
    server.publish(next.folder());
    server.repair();
    assertThat(demo.settled()).isEqualTo("OB-HTTP");
    assertThat(demo.badShards()).isZero();
    demo.visit();
    assertThat(demo.settled()).isEqualTo("asks");
    demo.download();
    end("a new model is published in the middle", "OB-HTTP, right answer after a reload", next);
  }

  @Test
  void aNewServiceWorkerInTheMiddle() throws IOException {
    TinySite next = TinySite.withOtherText(folder.resolve("reworded"));
    openAlone(Mode.WASM, Map.of());
    browser.awaitOfflineReady();
    demo.downloadUntilItStalls(one::equals);
    server.publish(next.folder());
    browser.script("await (await navigator.serviceWorker.ready).update()");
    browser.await(
        "the new service worker is there",
        () ->
            browser.<Boolean>script(
                "return (await navigator.serviceWorker.ready).installing === null"));
    server.repair();
    end("the service worker changes in the middle", "right answer");
  }

  @Test
  void twoTabs() throws IOException {
    demo.downloadUntilItStalls(one::equals);
    String first = browser.openTab();
    demo.open().download();
    browser.await(
        "the second waits",
        () -> "downloading".equals(browser.attribute(TinyDemo.ELEMENT, "data-state")));
    server.repair();
    demo.awaitReady();
    demo.assertRightAnswer(site.answer());
    browser.closeTab(first);
    end("two tabs want the same", "right answer in both");
    assertThat(demo.sentAgain(pack)).isZero();
  }

  @Test
  void noServiceWorker() throws IOException {
    openAlone(Mode.WASM, Map.of());
    server.spoil("sw.js"::equals, Fault.MISSING);
    demo.visit().download();
    end("no service worker", "right answer");
  }

  @Test
  void noStorageAtAll() throws IOException {
    // All a site could keep on the device is blocked: cookies, caches, service workers.
    openAlone(Mode.WASM, Map.of("profile.default_content_setting_values.cookies", 2));
    demo.download();
    end("the browser blocks all site data", "right answer, \"for this visit only\"");
  }

  @Test
  void aPrivateWindow() throws IOException {
    browser = Browser.openPrivately(Mode.WASM);
    demo = new TinyDemo(server, browser).open();
    server.forget();
    demo.download();
    end("a private window", "right answer");
  }

  @Test
  void aGraphicsProcessorThatIsLostInTheMiddle() throws IOException {
    openAlone(Mode.WEBGPU, Map.of());
    demo.download().awaitReady();
    assertThat(browser.attribute(TinyDemo.ELEMENT, "data-device")).isEqualTo("webgpu");
    demo.run(String.join("\n", Collections.nCopies(200, TinySite.SENTENCES.get(0))));
    browser.await("the model is running", demo::isRunning);
    browser.killGraphicsProcess();
    browser.await("the model is no longer running", () -> !demo.isRunning());
    String seen = demo.settled();
    if (!seen.equals("ready")) {
      demo.tryAgain();
    }
    end(
        "the graphics processor is lost in the middle",
        seen.equals("ready") ? "right answer" : seen + THEN_RIGHT);
    assertThat(browser.text(TinyDemo.ELEMENT + " .ob-status"))
        .as("why it is not where it was")
        .startsWith("Ready on WebAssembly (");
  }

  private void openAlone(Mode mode, Map<String, Object> settings) {
    browser = settings.isEmpty() ? Browser.borrow(mode) : Browser.open(mode, settings);
    demo = new TinyDemo(server, browser).open();
    assertThat(demo.settled()).isEqualTo("asks");
    server.forget();
  }

  private void goOffline(boolean offline) {
    browser.cdp(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /**
   * @param quota in bytes; 0: what the browser gives
   */
  private void limitStorage(long quota) {
    Map<String, Object> limit = new HashMap<>();
    limit.put("origin", server.origin());
    if (quota > 0) {
      limit.put("quotaSize", quota);
    }
    browser.cdp("Storage.overrideQuotaForOrigin", limit);
  }

  private void awaitAllButOne() {
    browser.await(
        "all other shards are stored",
        () -> {
          Set<String> missing = new HashSet<>(pack.shards().keySet());
          missing.removeAll(demo.storedShards().keySet());
          return missing.equals(Set.of(TinyDemo.shard(one)));
        });
  }

  private long sizeOfOne() {
    return pack.shards().get(TinyDemo.shard(one)).stored();
  }

  /** Checks the answer, and adds a row to the table. */
  private void end(String fault, String outcome) throws IOException {
    end(fault, outcome, site);
  }

  private void end(String fault, String outcome, TinySite now) throws IOException {
    demo.awaitReady();
    demo.assertRightAnswer(now.answer());
    long bad = demo.badShards();
    table.add(fault, outcome, demo.sentAgain(now.pack()), bad);
    assertThat(bad).isZero();
  }

  private void endAfterError(String fault, String code) throws IOException {
    assertThat(demo.settled()).isEqualTo(code);
    assertThat(demo.errorText()).as("a sentence").matches("OB-[A-Z]+ [A-Z\\d].{40,}\\.");
    assertThat(demo.badShards()).isZero();
    server.repair();
    demo.tryAgain();
    end(fault, code + THEN_RIGHT);
  }

  private boolean isOfModel(String path) {
    return path.startsWith("_ovenbird/shards/") && pack.shards().containsKey(TinyDemo.shard(path));
  }
}

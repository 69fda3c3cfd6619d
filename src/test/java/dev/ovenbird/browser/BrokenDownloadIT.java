package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.browser.StaticServer.Fault;
import dev.ovenbird.browser.StaticServer.Request;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.Shard;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Downloads that go wrong: what the reader is told, what is kept, and that it can be mended. */
@ExtendWith(Screenshots.class)
class BrokenDownloadIT {
  private static final String DEMO = "ovenbird-similarity";

  private StaticServer server;
  private Browser browser;
  private Pack model;

  /** The path of the model's largest shard. */
  private String largest;

  @BeforeEach
  void openTheDemo() throws IOException {
    BakedSite site = BakedSite.own();
    model = site.modelPack(Mode.WASM);
    largest =
        Pack.shardPath(
            model.shards().values().stream()
                .max(Comparator.comparingLong(Shard::stored))
                .orElseThrow()
                .sha256());
    server = StaticServer.of(site.folder());
    browser = Browser.open(Mode.WASM);
    browser.go(server.page("demos/sentence-similarity.html")).awaitOfflineReady();
  }

  @AfterEach
  void close() {
    browser.close();
    server.close();
  }

  @Test
  void eachFaultIsNamedInThePageAndNothingOfItIsKept() {
    Map<Fault, String> codes = new LinkedHashMap<>();
    codes.put(Fault.CORRUPT, "OB-HASH");
    codes.put(Fault.PORTAL, "OB-LENGTH");
    codes.put(Fault.UNAVAILABLE, "OB-HTTP");
    codes.put(Fault.TRUNCATE, "OB-NETWORK");
    String button = "download";
    for (Map.Entry<Fault, String> fault : codes.entrySet()) {
      server.repair();
      server.spoil(largest::equals, fault.getKey());
      browser.click("[data-action=" + button + "]");
      awaitNoError();
      browser.awaitState(DEMO, "error");

      assertThat(browser.text(DEMO + " .ob-error")).startsWith(fault.getValue() + " ");
      assertThat(storedShards()).doesNotContain(server.page(largest));
      button = "retry";
    }

    server.repair();
    server.forget();
    browser.click("[data-action=retry]");
    awaitNoError();
    browser.awaitState(DEMO, "ready");
    assertThat(server.requestsFor("shards"))
        .extracting(Request::path)
        .containsExactly(StaticServer.BASE + largest);
    assertThat(browser.text(DEMO + " .ob-error")).isEmpty();
    assertThat(browser.attribute(DEMO, "data-progress")).isEqualTo("100");
  }

  @Test
  void afterTheServerDiedOnlyMissingShardsAreFetched() {
    downloadAllButTheLargest();
    server.stop();
    browser.awaitState(DEMO, "error");
    assertThat(browser.text(DEMO + " .ob-error"))
        .startsWith("OB-NETWORK ")
        .contains("What has arrived is kept.");

    server.repair();
    server.forget();
    server.start();
    browser.reload();
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(server.requestsFor("shards"))
        .extracting(Request::path)
        .containsExactly(StaticServer.BASE + largest);
  }

  @Test
  void aStoppedDownloadGoesOnWhereItStopped() {
    String before = browser.text("[data-action=download]");
    downloadAllButTheLargest();
    browser.click("[data-action=stop]");
    browser.await("it asks again", () -> browser.find("[data-action=download]").isDisplayed());
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("idle");
    long left = model.shards().get(largest.substring(largest.lastIndexOf('/') + 1)).stored();
    assertThat(browser.text("[data-action=download]"))
        .isNotEqualTo(before)
        .isEqualTo("Download %.2f MB".formatted(left / 1e6));

    server.repair();
    server.forget();
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    assertThat(server.requestsFor("shards"))
        .extracting(Request::path)
        .containsExactly(StaticServer.BASE + largest);
  }

  @Test
  void whatIsDamagedOnTheDeviceIsFetchedAnewByItself() {
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    damageTheLargest();
    server.forget();
    browser.reload();
    browser.awaitState(DEMO, "ready");
    assertThat(server.requestsFor("shards"))
        .extracting(Request::path)
        .containsExactly(StaticServer.BASE + largest);
    assertThat(browser.text(DEMO + " .ob-error")).isEmpty();
  }

  @Test
  void whatIsDamagedWithoutANetworkIsNamedAndThenFetchedAnew() {
    browser.click("[data-action=download]");
    browser.awaitState(DEMO, "ready");
    damageTheLargest();
    server.stop();
    browser.reload();
    browser.await("an error", () -> !browser.text(DEMO + " .ob-error").isEmpty());
    assertThat(browser.text(DEMO + " .ob-error"))
        .startsWith("OB-DAMAGED A part of onnx/model")
        .contains("only that part is fetched");

    server.forget();
    server.start();
    browser.click("[data-action=retry]");
    awaitNoError();
    browser.awaitState(DEMO, "ready");
    assertThat(server.requestsFor("shards"))
        .extracting(Request::path)
        .containsExactly(StaticServer.BASE + largest);
  }

  private void damageTheLargest() {
    browser.script(
        """
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          const stored = await cache.match(args[0]);
          if (stored) {
            const bytes = new Uint8Array(await stored.arrayBuffer());
            bytes[bytes.length >> 1] ^= 1;
            await cache.put(args[0], new Response(bytes));
          }
        }
        """,
        server.page(largest));
  }

  /**
   * Downloads up to the point where only half of one shard is missing; the rest of it never comes.
   */
  private void downloadAllButTheLargest() {
    server.spoil(largest::equals, Fault.STALL);
    browser.click("[data-action=download]");
    browser.await(
        "all other shards are stored",
        () -> {
          List<String> stored = storedShards();
          return model.shards().keySet().stream()
              .map(Pack::shardPath)
              .allMatch(path -> path.equals(largest) || stored.contains(server.page(path)));
        });
    browser.await(
        "half of the largest was sent",
        () -> server.requests().stream().anyMatch(sent -> sent.path().endsWith(largest)));
    assertThat(browser.attribute(DEMO, "data-state")).isEqualTo("downloading");
  }

  /** Right after a click, the last error is still shown. */
  private void awaitNoError() {
    browser.await(
        "no error any more", () -> !"error".equals(browser.attribute(DEMO, "data-state")));
  }

  private List<String> storedShards() {
    return browser.script(
        """
        const found = [];
        for (const name of await caches.keys()) {
          for (const { url } of await (await caches.open(name)).keys()) {
            if (url.includes("/_ovenbird/shards/")) found.push(url);
          }
        }
        return found;
        """);
  }
}

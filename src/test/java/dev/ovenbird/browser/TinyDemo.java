package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ovenbird.browser.StaticServer.Request;
import dev.ovenbird.pack.Pack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The page of a {@link TinySite}, as a reader uses it. */
final class TinyDemo {
  static final String ELEMENT = "ovenbird-similarity";
  static final String IMPATIENT = "?impatient";

  /**
   * In a model's worker, what waits before it tries again waits a twentieth of the time; with
   * {@link #IMPATIENT} in the address, so does what waits for a dead connection.
   */
  private static final String FAST_CLOCK =
      """
      const RealBlob = Blob;
      window.Blob = class extends RealBlob {
        constructor(parts, options) {
          const longest = location.search === "%s" ? Infinity : 15_000;
          const fast =
            "const wait = self.setTimeout;" +
            "self.setTimeout = (action, ms, ...rest) =>" +
            ` wait(action, ms < ${longest} ? ms / 20 : ms, ...rest);`;
          const isWorker = String(parts[0]).startsWith("import ");
          super(isWorker ? [...parts, fast] : parts, options);
        }
      };
      """
          .formatted(TinyDemo.IMPATIENT);

  private final StaticServer server;
  private final Browser browser;

  TinyDemo(StaticServer server, Browser browser) {
    this.server = server;
    this.browser = browser;
  }

  /** Opens the page in the tab in front. */
  TinyDemo open() {
    browser.beforeEachPage(FAST_CLOCK);
    return visit();
  }

  /** Goes to the page again, as after a reload. */
  TinyDemo visit() {
    return visit("");
  }

  /** The same with an addition to the address. */
  TinyDemo visit(String addition) {
    browser.go(server.page(TinySite.PAGE + addition));
    return this;
  }

  /** Agrees to the download. */
  TinyDemo download() {
    browser.click(ELEMENT + " [data-action=download]");
    return this;
  }

  /** Downloads until a shard stalls, and so for as long as the server is not repaired. */
  TinyDemo downloadUntilItStalls(Predicate<String> paths) {
    server.spoil(paths, StaticServer.Fault.STALL);
    download();
    browser.await(
        "the download stalls",
        () ->
            server.requests().stream()
                .anyMatch(sent -> paths.test(sent.path().substring(StaticServer.BASE.length()))));
    return this;
  }

  TinyDemo tryAgain() {
    browser.click(ELEMENT + " [data-action=retry]");
    browser.await("no error any more", () -> !"error".equals(state()));
    return this;
  }

  /**
   * Waits until the page asks something of the reader or is ready.
   *
   * @return "ready", "asks", or the code of an error
   */
  String settled() {
    browser.await(
        "the page is ready, asks, or shows an error",
        () -> List.of("ready", "error").contains(Objects.toString(state())) || asks());
    return switch (state()) {
      case "ready" -> "ready";
      case "error" -> browser.text(ELEMENT + " .ob-error code");
      default -> "asks";
    };
  }

  void awaitReady() {
    browser.awaitState(ELEMENT, "ready");
  }

  String errorText() {
    return browser.text(ELEMENT + " .ob-error p");
  }

  boolean isRunning() {
    return "running".equals(state());
  }

  private String state() {
    return browser.attribute(ELEMENT, "data-state");
  }

  private boolean asks() {
    return "idle".equals(state())
        && browser.findAll(ELEMENT + " [data-action=download]").stream()
            .anyMatch(button -> button.isDisplayed());
  }

  /** Has the model run, and compares what it says with what the build computed. */
  void assertRightAnswer(float[][] expected) {
    browser.script("document.querySelector(args[0]).vectors = []", ELEMENT);
    run(String.join("\n", TinySite.SENTENCES));
    browser.await(
        "a result",
        () ->
            Boolean.TRUE.equals(
                browser.script(
                    "return document.querySelector(args[0]).vectors.length > 0", ELEMENT)));
    List<List<Number>> vectors =
        browser.script(
            "return document.querySelector(args[0]).vectors.map((each) => Array.from(each))",
            ELEMENT);
    assertThat(vectors).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(vectors.get(i)).hasSize(expected[i].length);
      for (int j = 0; j < expected[i].length; j++) {
        assertThat(vectors.get(i).get(j).floatValue()).isCloseTo(expected[i][j], within(1e-3f));
      }
    }
  }

  /** Begins to compute. */
  void run(String text) {
    // Faster than typing, which takes longer the longer the text.
    browser.script("document.querySelector(args[0]).value = args[1]", ELEMENT + " textarea", text);
    browser.click(ELEMENT + " [data-action=run]");
  }

  /**
   * All stored shards: the hashes in their names, and whether those are the hashes of their bytes,
   * or of what these were before they were decoded.
   */
  Map<String, Boolean> storedShards() {
    return browser.script(
        """
        const found = {};
        const decoded = {};
        for (const name of await globalThis.caches?.keys().catch(() => []) ?? []) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) {
            if (!request.url.includes("/_ovenbird/packs/")) continue;
            const { shards } = (await (await cache.match(request))?.json()) ?? {};
            for (const sha in shards) decoded[sha] = shards[sha].decodedSha256;
          }
        }
        for (const name of await globalThis.caches?.keys().catch(() => []) ?? []) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) {
            const [, sha] = /\\/_ovenbird\\/shards\\/([0-9a-f]{64})/.exec(request.url) ?? [];
            const stored = sha && (await cache.match(request));
            if (!stored) continue;
            const bytes = await stored.arrayBuffer();
            const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
            const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
            found[sha] = hex === sha || hex === decoded[sha];
          }
        }
        return found;
        """);
  }

  /** How many stored shards are not what their names say. */
  long badShards() {
    return storedShards().values().stream().filter(right -> !right).count();
  }

  /** Bytes of the model's shards that were sent beyond one copy of each. */
  long sentAgain(Pack pack) throws IOException {
    long sent = 0;
    for (Request request : server.requestsFor("shards")) {
      if (pack.shards().containsKey(shard(request.path()))) {
        sent += request.bodyBytes();
      }
    }
    return sent - pack.storedBytes();
  }

  /** The hash in a path. */
  static String shard(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Removes the model from the device. */
  void remove() {
    browser.script("await ovenbird.remove('minilm')");
  }
}

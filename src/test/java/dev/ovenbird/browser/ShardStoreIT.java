package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.browser.StaticServer.Fault;
import dev.ovenbird.browser.StaticServer.Request;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.web.WebSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shard store, driven by scripts in an empty page: what is fetched, kept, found, and mended.
 */
class ShardStoreIT {
  private static final int SHARD = 64 << 10;
  private static final String BIG = "onnx/model.onnx";

  /** What the tests' scripts use; {@code args[0]} is the pack. */
  private static final String PRELUDE =
      """
      const app = "/repo/_ovenbird/app/";
      const store = await import(app + "shard-store.js");
      const { sha256 } = await import(app + "sha256.js");
      const [pack] = args;
      const outcome = (promise) =>
          promise.then(() => "done", ({ code, name }) => (name === "OvenbirdError" ? code : name));
      """;

  private static Browser browser;

  @TempDir Path folder;

  private StaticServer server;
  private StoreSite site;
  private Pack pack;
  private byte[] big;

  @BeforeAll
  static void open() {
    browser = Browser.borrow(Mode.WASM);
    browser.beforeEachPage(StoreSite.FAST_CLOCK);
  }

  @AfterAll
  static void quit() {
    browser.close();
  }

  @BeforeEach
  void publish() throws IOException {
    site = StoreSite.in(folder);
    big = StoreSite.bytes(20 * SHARD + 12345, 1);
    pack = site.pack("model", files(big), SHARD);
    server = StaticServer.of(site.folder());
    visit();
  }

  @AfterEach
  void close() {
    browser.go("about:blank");
    server.close();
  }

  private static Map<String, byte[]> files(byte[] big) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(BIG, big);
    files.put("config.json", "{}".getBytes());
    files.put("empty.txt", new byte[0]);
    return files;
  }

  private void visit() {
    browser.go(server.page(StoreSite.PAGE));
  }

  @Test
  void codeComesInLzma() throws IOException {
    byte[] code = WebSources.joined();
    Pack written = site.pack("code", Map.of("code.js", code), 1 << 20);
    assertThat(written.shards().values())
        .allSatisfy(shard -> assertThat(shard.encoding()).isEqualTo("lzma"));
    script("await store.download(args[1])", written.manifestPath());
    assertThat(
            this.<String>script(
                "return await sha256(await store.readFile(args[1], 'code.js'))",
                written.manifestPath()))
        .isEqualTo(Digest.hex(code));
    assertIntact();
  }

  @Test
  void wholeFilesAndRangesAreExactlyWhatWasPacked() {
    assertThat(pack.shards().values())
        .extracting(shard -> shard.encoding())
        .contains("identity", "gzip");
    assertThat(this.<String>script("return await outcome(store.download(pack))")).isEqualTo("done");
    assertThat(server.requestsFor("shards")).hasSize(pack.shards().size());

    for (String path : pack.files().keySet()) {
      assertThat(
              this.<String>script("return await sha256(await store.readFile(pack, args[1]))", path))
          .isEqualTo(pack.files().get(path).sha256());
    }
    int[][] ranges = {{0, 1}, {SHARD - 1, SHARD + 1}, {5, 5}, {100_000, 1_000_000}};
    for (int[] range : ranges) {
      assertThat(
              this.<String>script(
                  "return await sha256(await store.readFile(pack, args[1],"
                      + " { start: args[2], end: args[3] }))",
                  BIG,
                  range[0],
                  range[1]))
          .isEqualTo(Digest.hex(Arrays.copyOfRange(big, range[0], range[1])));
    }
    assertThat(server.requestsFor("shards")).hasSize(pack.shards().size());
  }

  @Test
  void noMoreThanFourAreFetchedAtATimeAllPastTheHttpCache() {
    Map<String, Object> seen =
        script(
            """
            const real = window.fetch;
            const seen = { most: 0, caches: [], progress: [] };
            let now = 0;
            window.fetch = async (url, init) => {
              if (String(url).includes("/shards/")) {
                seen.caches.push(init.cache);
                seen.most = Math.max(seen.most, ++now);
              }
              const response = await real(url, init);
              const { body } = response;
              // Counts as one until its body was read.
              const count = new TransformStream({ flush() { now--; } });
              return new Response(body.pipeThrough(count), response);
            };
            await store.download(pack, { onProgress: (bytes) => seen.progress.push(bytes) });
            window.fetch = real;
            const [{ stored, total }] = await store.status(pack, [undefined]);
            return { ...seen, stored, total };
            """);
    assertThat((Long) seen.get("most")).isBetween(1L, 4L);
    assertThat(Set.copyOf((List<?>) seen.get("caches"))).isEqualTo(Set.of("no-store"));
    assertThat(seen.get("stored")).isEqualTo(pack.storedBytes());
    assertThat(seen.get("total")).isEqualTo(pack.storedBytes());
    assertThat(((List<?>) seen.get("progress")).stream().reduce((a, b) -> b).orElseThrow())
        .isEqualTo(pack.storedBytes());
  }

  @Test
  void whatIsReadWhileItArrivesIsDecodedAsItComes() {
    String last = shardOf(19);
    server.spoil(last::equals, Fault.STALL);
    script(
        """
        window.reading = store.readFile(pack, args[1], undefined, { download: true });
        """,
        BIG);
    browser.await("all others are stored", () -> stored().size() == bigShards().size() - 1);
    server.stop();
    server.repair();
    server.forget();
    server.start();
    assertThat(this.<String>script("return await sha256(await reading)"))
        .isEqualTo(Digest.hex(big));
    assertThat(fetched()).containsOnly(last);
  }

  @Test
  void aReloadedPageGoesOnWithWhatIsMissing() {
    String stalled = shardOf(7);
    server.spoil(stalled::equals, Fault.STALL);
    script("store.download(pack).catch(() => {})");
    browser.await("all others are stored", () -> stored().size() == pack.shards().size() - 1);
    browser.reload();

    server.repair();
    server.forget();
    assertThat(this.<String>script("return await outcome(store.download(pack))")).isEqualTo("done");
    assertThat(fetched()).containsOnly(stalled);
    assertIntact();
  }

  @Test
  void oneThatIsStoppedStopsAtOnceAndHoldsNoLock() {
    server.spoil(path -> path.startsWith("_ovenbird/shards/"), Fault.STALL);
    Map<String, Object> seen =
        script(
            """
            const real = window.fetch;
            const fetches = [];
            window.fetch = (url, init) => {
              if (url.pathname.includes("/shards/")) fetches.push(init.signal);
              return real(url, init);
            };
            const stop = new AbortController();
            const downloading = outcome(store.download(pack, { signal: stop.signal }));
            while (fetches.length < 4) {
              await new Promise((resolve) => setTimeout(resolve));
            }
            stop.abort();
            const ended = await downloading;
            const { held, pending } = await navigator.locks.query();
            window.fetch = real;
            return {
              ended,
              locks: held.length + pending.length,
              fetches: fetches.length,
              aborted: fetches.filter(({ aborted }) => aborted).length,
            };
            """);
    assertThat(seen)
        .isEqualTo(Map.of("ended", "AbortError", "locks", 0L, "fetches", 4L, "aborted", 4L));
    assertThat(stored()).isEmpty();
  }

  @Test
  void twoTabsShareOneDownloadAndItsProgress() {
    String stalled = shardOf(3);
    server.spoil(stalled::equals, Fault.STALL);
    script(
        """
        window.first = store.download(pack);
        const frame = document.body.appendChild(document.createElement("iframe"));
        frame.src = location.href;
        await new Promise((resolve) => frame.addEventListener("load", resolve));
        const other = await frame.contentWindow.eval(`import("${app}shard-store.js")`);
        window.progress = [];
        window.second = other.download(pack, { onProgress: (bytes) => progress.push(bytes) });
        """);
    browser.await("all others are stored", () -> stored().size() == pack.shards().size() - 1);
    long without = pack.storedBytes() - pack.shards().get(sha(stalled)).stored();
    browser.await(
        "the second knows of them",
        () -> browser.<Number>script("return progress.at(-1)").longValue() >= without);
    assertThat(fetched()).doesNotHaveDuplicates();

    server.repair();
    server.stop();
    server.start();
    assertThat(this.<String>script("return (await outcome(first)) + (await outcome(second))"))
        .isEqualTo("donedone");
    assertThat(browser.<Number>script("return progress.at(-1)").longValue())
        .isEqualTo(pack.storedBytes());
    assertIntact();
  }

  @Test
  void whenTheTabThatDownloadsIsClosedTheOtherGoesOn() {
    String stalled = shardOf(3);
    server.spoil(stalled::equals, Fault.STALL, 1);
    script(
        """
        const frame = document.body.appendChild(document.createElement("iframe"));
        frame.src = location.href;
        await new Promise((resolve) => frame.addEventListener("load", resolve));
        const other = await frame.contentWindow.eval(`import("${app}shard-store.js")`);
        other.download(pack);
        """);
    browser.await("all others are stored", () -> stored().size() == pack.shards().size() - 1);
    script("window.second = store.download(pack)");
    server.forget();
    browser.script("document.querySelector('iframe').remove()");
    assertThat(this.<String>script("return await outcome(second)")).isEqualTo("done");
    assertThat(fetched()).containsOnly(stalled);
    assertIntact();
  }

  @Test
  void oneAlteredShardIsFoundInTheMiddleAndFetchedAgainAlone() {
    script("await store.download(pack)");
    for (int number : new int[] {2, 15}) {
      alter(shardOf(number));
      server.forget();
      assertThat(
              this.<String>script("return await sha256(await store.readFile(pack, args[1]))", BIG))
          .isEqualTo(Digest.hex(big));
      assertThat(fetched()).containsExactly(shardOf(number));
      assertIntact();
    }
  }

  @Test
  void aRangeOfAnAlteredShardIsNotGivenOutEither() {
    script("await store.download(pack)");
    alter(shardOf(4));
    server.forget();
    assertThat(
            this.<String>script(
                "return await sha256(await store.readFile(pack, args[1], {start: 9, end: args[2]}))",
                BIG,
                5 * SHARD))
        .isEqualTo(Digest.hex(Arrays.copyOfRange(big, 9, 5 * SHARD)));
    assertThat(fetched()).containsExactly(shardOf(4));
  }

  @Test
  void withoutANetworkAnAlteredShardIsNamedAndOnlyItIsLost() {
    script("await store.download(pack)");
    alter(shardOf(15));
    server.stop();
    String told =
        script("return await store.readFile(pack, args[1]).catch((error) => error.message)", BIG);
    assertThat(told)
        .isEqualTo(
            "A part of onnx/model.onnx was damaged on this device, so it was removed; the rest is"
                + " kept. Connect to the network and try again: only that part is fetched.");
    assertThat(stored()).hasSize(pack.shards().size() - 1).doesNotContain(shardOf(15));

    server.forget();
    server.start();
    assertThat(this.<String>script("return await sha256(await store.readFile(pack, args[1]))", BIG))
        .isEqualTo(Digest.hex(big));
    assertThat(fetched()).containsExactly(shardOf(15));
  }

  @Test
  void aDeletedShardIsFetchedAgainWithinWhatTheReaderAgreedTo() throws IOException {
    int limit = 400_000;
    site.mendNoMoreThan(limit);
    script("await store.download(pack)");
    delete(shardOf(3));
    server.forget();
    assertThat(this.<String>script("return await outcome(store.readFile(pack, args[1]))", BIG))
        .isEqualTo("done");
    assertThat(fetched()).containsExactly(shardOf(3));

    Pack large = site.pack("large", Map.of(BIG, StoreSite.bytes(1_000_000, 2)), SHARD);
    server.forget();
    String read = "return await outcome(store.readFile('%s', args[1]))";
    assertThat(this.<String>script(read.formatted(large.manifestPath()), BIG))
        .isEqualTo("OB-MISSING");
    long sent = server.requestsFor("shards").stream().mapToLong(Request::bodyBytes).sum();
    assertThat(sent).isLessThanOrEqualTo(limit);
    assertThat(large.storedBytes()).isGreaterThan(limit);
  }

  @Test
  void whatArrivesWrongIsNeverStored() {
    server.spoil(path -> path.equals(shardOf(3)), Fault.CORRUPT);
    assertThat(this.<String>script("return await outcome(store.download(pack))"))
        .isEqualTo("OB-HASH");
    assertThat(stored()).doesNotContain(shardOf(3));
    assertIntact();
  }

  @Test
  void aManifestIsWhatItsNameSays() {
    server.spoil(path -> path.endsWith(".json"), Fault.CORRUPT);
    assertThat(this.<String>script("return await outcome(store.download(pack))"))
        .isEqualTo("OB-MANIFEST");
    server.repair();
    visit();
    script("await store.download(pack)");
    alter(pack.manifestPath());
    visit();
    server.forget();
    assertThat(this.<String>script("return await outcome(store.download(pack))")).isEqualTo("done");
    assertThat(fetched()).isEmpty();
    String kept =
        script(
            """
            const cache = await caches.open("ovenbird:/repo/:shards");
            const stored = await cache.match("/repo/" + pack);
            return await sha256(new Uint8Array(await stored.arrayBuffer()));
            """);
    assertThat(pack.manifestPath()).contains(kept.substring(0, Digest.SHORT));
  }

  @Test
  void anUpdateAndAWayBackFetchOnlyWhatDiffers() throws IOException {
    script("await store.download(pack)");
    byte[] changed = big.clone();
    changed[5 * SHARD] ^= 1;
    Pack next = site.pack("model", files(changed), SHARD);
    site.withdraw(pack, next);
    server.forget();

    // Until the new one is complete, the old one can be read.
    assertThat(read(pack)).isEqualTo(Digest.hex(big));
    script("await store.download(args[1])", next.manifestPath());
    assertThat(fetched()).hasSize(1);
    assertThat(read(pack)).isEqualTo(Digest.hex(big));
    assertThat(read(next)).isEqualTo(Digest.hex(changed));
    script("await store.collect([{ pack: args[1] }])", next.manifestPath());
    assertThat(stored()).hasSize(next.shards().size());
    assertIntact();

    Pack back = site.pack("model", files(big), SHARD);
    assertThat(back.manifestPath()).isEqualTo(pack.manifestPath());
    site.withdraw(next, back);
    visit();
    server.forget();
    script("await store.download(pack); await store.collect([{ pack }])");
    assertThat(fetched()).hasSize(1);
    assertThat(read(back)).isEqualTo(Digest.hex(big));
    assertThat(stored()).hasSize(back.shards().size());
  }

  @Test
  void aDeploymentInTheMiddleOfADownloadMixesNoVersions() throws IOException {
    String stalled = shardOf(7);
    server.spoil(stalled::equals, Fault.STALL);
    script("window.old = outcome(store.download(pack))");
    browser.await("all others are stored", () -> stored().size() == pack.shards().size() - 1);
    byte[] changed = big.clone();
    changed[7 * SHARD + 77] ^= 1;
    Pack next = site.pack("model", files(changed), SHARD);
    site.withdraw(pack, next);
    server.stop();
    server.repair();
    server.start();

    assertThat(this.<String>script("return await old")).isEqualTo("OB-HTTP");
    server.forget();
    assertThat(
            this.<String>script(
                "return await outcome(store.download(args[1]))", next.manifestPath()))
        .isEqualTo("done");
    assertThat(fetched()).hasSize(1);
    assertThat(read(next)).isEqualTo(Digest.hex(changed));
    assertThat(
            this.<String>script(
                "return await outcome(store.readFile(pack, args[1], undefined,"
                    + " { download: true }))",
                BIG))
        .isEqualTo("OB-HTTP");
  }

  @Test
  void nobodyCollectsWhatIsBeingDownloadedAndOnlySomeFilesOfAPackAreKept() {
    String stalled = shardOf(7);
    server.spoil(stalled::equals, Fault.STALL);
    script("window.downloading = outcome(store.download(pack))");
    browser.await("all others are stored", () -> stored().size() == pack.shards().size() - 1);
    script("await store.collect([]); await store.collect([{ pack, paths: ['config.json'] }])");
    assertThat(stored()).hasSize(pack.shards().size() - 1);
    server.stop();
    server.repair();
    server.start();
    assertThat(this.<String>script("return await downloading")).isEqualTo("done");

    script("await store.collect([{ pack, paths: ['config.json'] }])");
    assertThat(stored())
        .containsExactlyElementsOf(
            pack.files().get("config.json").shards().stream().map(Pack::shardPath).toList());
  }

  @Test
  void whatIsRemovedDuringADownloadIsFetchedAgain() {
    String stalled = shardOf(7);
    server.spoil(stalled::equals, Fault.STALL);
    script("window.downloading = outcome(store.download(pack))");
    browser.await("all others are stored", () -> stored().size() == pack.shards().size() - 1);
    delete(shardOf(2));
    server.stop();
    server.repair();
    server.start();
    assertThat(this.<String>script("return await downloading")).isEqualTo("done");
    assertThat(stored()).hasSize(pack.shards().size());
  }

  @Test
  void aFullDiskIsFreedOfWhatIsStaleAndThenDoneWithout() throws IOException {
    Pack stale = site.pack("stale", Map.of(BIG, StoreSite.bytes(3_000_000, 3)), SHARD);
    script("await store.download(args[1])", stale.manifestPath());
    Number used = browser.script("return (await navigator.storage.estimate()).usage");
    try {
      // There is room for the pack only if the stale one goes.
      override(used.longValue() + pack.storedBytes() / 2);
      script(
          """
          const { openCache } = await import(app + "open-cache.js");
          window.calls = 0;
          const makeRoom = () => (calls++, store.collect([{ pack }]));
          await store.download(pack, { makeRoom });
          window.spilled = openCache("shards").spilled;
          """);
      assertThat(browser.<Long>script("return calls")).isPositive();
      assertThat(browser.<String>script("return spilled")).isEmpty();
      assertThat(read(pack)).isEqualTo(Digest.hex(big));

      // And for this one there is none.
      Pack large = site.pack("large", Map.of(BIG, StoreSite.bytes(4_000_000, 4)), 4 * SHARD);
      Map<String, String> told =
          script(
              """
              const { openCache } = await import(app + "open-cache.js");
              const { explainSpill } = await import(app + "storage-space.js");
              await store.download(args[1]);
              const { spilled } = openCache("shards");
              const hash = await sha256(await store.readFile(args[1], args[2]));
              return { spilled, hash, note: await explainSpill(spilled, 9e6) };
              """,
              large.manifestPath(),
              BIG);
      assertThat(told.get("spilled")).isEqualTo("full");
      assertThat(told.get("hash")).isEqualTo(large.files().get(BIG).sha256());
      assertThat(told.get("note"))
          .matches(
              "the browser has no room for 9\\.0+ MB; [\\d.]+ .?B are free, as [\\d.]+ .?B of"
                  + " [\\d.]+ .?B are in use\\. Remove models of this site to keep it");
    } finally {
      browser.cdp("Storage.overrideQuotaForOrigin", Map.of("origin", server.origin()));
    }
  }

  @Test
  void withoutStorageLocksOrCryptoItWorksFromMemory() {
    Map<String, String> told =
        script(
            """
            for (const [object, name] of [[window, "caches"], [navigator, "locks"],
                                          [navigator, "storage"], [crypto, "subtle"],
                                          [window, "BroadcastChannel"]]) {
              Object.defineProperty(object, name, { value: undefined });
            }
            const { openCache } = await import(app + "open-cache.js");
            const { explainSpill } = await import(app + "storage-space.js");
            await Promise.all([store.download(pack), store.download(pack)]);
            const hash = await sha256(await store.readFile(pack, args[1]));
            const { spilled } = openCache("shards");
            return { hash, spilled, note: await explainSpill(spilled, 1) };
            """,
            BIG);
    assertThat(told.get("hash")).isEqualTo(Digest.hex(big));
    assertThat(told.get("spilled")).isEqualTo("none");
    assertThat(told.get("note"))
        .isEqualTo("the browser stores nothing here, as in some private windows");
    assertThat(fetched()).doesNotHaveDuplicates().hasSize(pack.shards().size());
    visit();
    assertThat(stored()).isEmpty();
  }

  @Test
  void onlyOurOwnEntriesAreEverDeleted() throws IOException {
    // Another site of the same kind in a folder below, and somebody else's cache.
    StoreSite other = StoreSite.in(folder.resolve("sub"));
    Pack theirs = other.pack("theirs", Map.of("a", StoreSite.bytes(SHARD, 5)), SHARD);
    script(
        """
        await (await caches.open("foreign")).put(location.href, new Response("theirs"));
        const below = await import("/repo/sub/_ovenbird/app/shard-store.js");
        await below.download(args[1]);
        await store.download(pack);
        await store.remove(pack);
        await store.collect([]);
        """,
        theirs.manifestPath());
    List<String> left =
        browser.script(
            """
            const left = [];
            for (const name of await caches.keys()) {
              const { length } = await (await caches.open(name)).keys();
              if (length > 0) left.push(`${name} ${length}`);
            }
            return left.sort();
            """);
    assertThat(left)
        .containsExactly("foreign 1", "ovenbird:/repo/sub/:shards " + (1 + theirs.shards().size()));
  }

  private <T> T script(String body, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = pack.manifestPath();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    // WebDriver takes an error with a code for one of its own.
    String named = "throw new Error(`${error.code} ${error.message}`)";
    return browser.script(PRELUDE + "try {" + body + "\n} catch (error) {" + named + "}", all);
  }

  private String read(Pack pack) {
    return script(
        "return await sha256(await store.readFile(args[1], args[2]))", pack.manifestPath(), BIG);
  }

  private void override(long quota) {
    browser.cdp(
        "Storage.overrideQuotaForOrigin", Map.of("origin", server.origin(), "quotaSize", quota));
  }

  private List<String> bigShards() {
    return pack.files().get(BIG).shards();
  }

  /** The path of a shard of the big file. */
  private String shardOf(int number) {
    return Pack.shardPath(bigShards().get(number));
  }

  private static String sha(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Shards that were sent since this was last forgotten. */
  private List<String> fetched() {
    return server.requestsFor("shards").stream()
        .map(request -> request.path().substring(StaticServer.BASE.length()))
        .toList();
  }

  /** The paths of all stored shards. */
  private Set<String> stored() {
    List<String> urls =
        browser.script(
            """
            const cache = await caches.open("ovenbird:/repo/:shards");
            return (await cache.keys()).map(({ url }) => url);
            """);
    return urls.stream()
        .filter(url -> url.contains("/shards/"))
        .map(url -> url.substring(server.page("").length()))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** All that is stored is what its name says, or what that decodes to. */
  private void assertIntact() {
    List<String> bad =
        script(
            """
            const bad = [];
            const cache = await caches.open("ovenbird:/repo/:shards");
            const decoded = new Map();
            for (const request of await cache.keys()) {
              if (!request.url.includes("/packs/")) continue;
              const { shards } = await (await cache.match(request)).json();
              for (const sha in shards) decoded.set(sha, shards[sha].decodedSha256);
            }
            for (const request of await cache.keys()) {
              const [, sha] = /shards\\/(.*)/.exec(request.url) ?? [];
              const bytes = new Uint8Array(await (await cache.match(request)).arrayBuffer());
              if (!sha) continue;
              const hash = await sha256(bytes);
              if (hash !== sha && hash !== decoded.get(sha)) bad.push(sha);
            }
            return bad;
            """);
    assertThat(bad).isEmpty();
  }

  /** Changes one bit in the middle of an entry, behind the store's back. */
  private void alter(String path) {
    browser.script(
        """
        const cache = await caches.open("ovenbird:/repo/:shards");
        const bytes = new Uint8Array(await (await cache.match(args[0])).arrayBuffer());
        bytes[bytes.length >> 1] ^= 1;
        await cache.put(args[0], new Response(bytes));
        """,
        server.page(path));
  }

  private void delete(String path) {
    browser.script(
        "await (await caches.open('ovenbird:/repo/:shards')).delete(args[0])", server.page(path));
  }
}

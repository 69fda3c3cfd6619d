package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.browser.StaticServer.Fault;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.pack.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which version and dtype of a model is used, what an update fetches and what it leaves; driven by
 * scripts in an empty page, with bytes of no meaning for a model and a runtime.
 */
class InstallationIT {
  private static final int SHARD = 64 << 10;
  private static final String SCRIPT = "_ovenbird/runtime/transformers.js";

  private static final String PRELUDE =
      """
      const app = "/repo/_ovenbird/app/";
      const { loadCatalog } = await import(app + "catalog.js");
      const { wasmDevice } = await import(app + "probe-device.js");
      const { collectUnused, findInstallation } = await import(app + "installation.js");
      const { downloadInstallation } = await import(app + "download-installation.js");
      const catalog = await loadCatalog();
      const find = (dtype) => findInstallation(catalog, "m", { device: wasmDevice(), dtype });
      const short = ({ entry, dtype, complete, stored, total }) =>
          ({ pack: entry.pack, dtype, complete, left: total - stored });
      """;

  private static Browser browser;

  @TempDir Path folder;

  private StaticServer server;
  private StoreSite site;
  private Pack runtime;
  private Pack model;

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
    runtime = site.pack("runtime", Map.of("ort.wasm", StoreSite.bytes(6 * SHARD, 1)), SHARD);
    Path script = site.folder().resolve(SCRIPT);
    Files.createDirectories(script.getParent());
    Files.writeString(script, "export const nothing = 0;");
    model = publishModel(0);
    server = StaticServer.of(site.folder());
    visit();
  }

  @AfterEach
  void close() {
    browser.go("about:blank");
    server.close();
  }

  /** Publishes a version, which differs from others in one shard of each dtype. */
  private Pack publishModel(int version) throws IOException {
    byte[] q8 = StoreSite.bytes(20 * SHARD, 2);
    byte[] q4 = StoreSite.bytes(10 * SHARD, 3);
    // Of the first half, which is noise, each shard is stored as it is.
    q8[3 * SHARD] += (byte) version;
    q4[3 * SHARD] += (byte) version;
    return publish(q8, q4);
  }

  private Pack publishModel(byte[] q8) throws IOException {
    return publish(q8, StoreSite.bytes(10 * SHARD, 3));
  }

  private Pack publish(byte[] q8, byte[] q4) throws IOException {
    Pack pack = site.pack("m", Map.of("q8.onnx", q8, "q4.onnx", q4), SHARD);
    Map<String, Object> dtypes = new LinkedHashMap<>();
    for (String dtype : List.of("q8", "q4")) {
      String path = dtype + ".onnx";
      dtypes.put(dtype, Map.of("files", List.of(path), "storedBytes", pack.storedBytesOf(path)));
    }
    Map<String, Object> entry =
        Map.of(
            "title",
            "M",
            "task",
            "feature-extraction",
            "pack",
            pack.manifestPath(),
            "dtypes",
            dtypes,
            "devices",
            Map.of("wasm", List.of("q8", "q4")));
    Map<String, Object> ofRuntime =
        Map.of(
            "transformers",
            SCRIPT,
            "scripts",
            List.of(SCRIPT),
            "pack",
            runtime.manifestPath(),
            "wasm",
            "ort.wasm",
            "storedBytes",
            runtime.storedBytes());
    new ObjectMapper()
        .writeValue(
            site.folder().resolve("_ovenbird/catalog.json").toFile(),
            Map.of(
                "format",
                1,
                "models",
                Map.of("m", entry),
                "runtimes",
                Map.of("asyncify", ofRuntime)));
    return pack;
  }

  @Test
  void theRuntimeIsFirstInLineAndProgressGrowsToTheTotal() {
    Map<String, Object> seen =
        script(
            """
            const progress = [];
            const onProgress = ({ received, total }) => progress.push([received, total]);
            await downloadInstallation(await find(), { onProgress });
            return { progress, found: short(await find()) };
            """);
    List<List<Number>> progress = list(seen.get("progress"));
    long total = runtime.storedBytes() + model.storedBytesOf("q8.onnx");
    assertThat(progress).extracting(each -> each.get(0).longValue()).isSorted().endsWith(total);
    assertThat(progress).allMatch(each -> each.get(1).longValue() == total);
    assertThat(seen.get("found")).isEqualTo(found(model, "q8", true, 0));
    List<String> order = fetched();
    assertThat(order).hasSize(runtime.shards().size() + model.shardsOf("q8.onnx"));
    assertThat(order.subList(0, 2)).allMatch(runtime.shards()::containsKey);
  }

  @Test
  void aModelIsPutTogetherWhileItArrives() throws IOException {
    byte[] large = StoreSite.bytes(40 * SHARD, 9);
    model = publishModel(large);
    visit();
    String stalled = model.files().get("q8.onnx").shards().get(30);
    server.spoil(path -> path.endsWith(stalled), Fault.STALL);
    script(
        """
        const { readFile } = await import(app + "shard-store.js");
        window.reads = 0;
        const match = Cache.prototype.match;
        Cache.prototype.match = function (url) {
          reads += String(url).includes("/shards/");
          return match.call(this, url);
        };
        window.downloading = find().then((found) => downloadInstallation(found));
        window.readFile = readFile;
        """);
    int others = model.shardsOf("q8.onnx") - 1;
    long all = runtime.shards().size() + others;
    browser.await("all but one are stored", () -> stored() == all);
    server.stop();
    server.repair();
    server.start();
    String sha =
        script(
            """
            const { sha256 } = await import(app + "sha256.js");
            await downloading;
            // Once read for being there, once after it was written, once for its bytes.
            const before = reads;
            const hash = await sha256(await readFile(args[0], "q8.onnx"));
            return hash + (reads - before);
            """,
            model.manifestPath());
    String expected = Digest.hex(large);
    assertThat(sha).startsWith(expected);
    assertThat(Integer.parseInt(sha.substring(expected.length())))
        .as("of many shards, at most the last ones are still to be read")
        .isLessThanOrEqualTo(10);
    assertThat(
            this.<String>script(
                """
                const { sha256 } = await import(app + "sha256.js");
                return sha256(await readFile(args[0], "q8.onnx"));
                """,
                model.manifestPath()))
        .isEqualTo(expected);
  }

  @Test
  void anotherCatalogIsSeenAtOnceThoughTheHostLetsItBeCached() throws IOException {
    assertThat(this.<Object>script("return short(await find())"))
        .isEqualTo(found(model, "q8", false, total("q8")));
    Pack next = publishModel(1);
    visit();
    assertThat(this.<Map<String, Object>>script("return short(await find())"))
        .containsEntry("pack", next.manifestPath());
  }

  @Test
  void aSmallHoleIsMendedWithoutAskingInWhatTheReaderHasAgreedTo() {
    script("await downloadInstallation(await find('q4'))");
    String hole = model.files().get("q4.onnx").shards().get(2);
    delete(hole);
    long left = model.shards().get(hole).stored();
    assertThat(this.<Object>script("return short(await find())"))
        .isEqualTo(found(model, "q4", true, left));

    // Of this one, nobody has agreed to a byte.
    for (String shard : model.files().get("q4.onnx").shards()) {
      delete(shard);
    }
    script("await downloadInstallation({ ...(await find('q8')), dtype: 'q8' })");
    String other = model.files().get("q8.onnx").shards().get(2);
    delete(other);
    assertThat(this.<Object>script("return short(await find('q8'))"))
        .isEqualTo(found(model, "q8", true, model.shards().get(other).stored()));
    browser.script(
        """
        const cache = await caches.open("ovenbird:/repo/:shards");
        await cache.delete("/repo/_ovenbird/installed/m.json");
        """);
    assertThat(this.<Object>script("return short(await find('q8'))"))
        .isEqualTo(found(model, "q8", false, model.shards().get(other).stored()));
  }

  @Test
  void theOldVersionServesUntilTheNewOneIsCompleteAndSoOnTheWayBack() throws IOException {
    script("await downloadInstallation(await find()); await collectUnused(catalog)");
    long before = stored();
    Pack next = publishModel(1);
    site.withdraw(model, next);
    changeOver(model, next);
    assertThat(stored()).isEqualTo(before);

    Pack back = publishModel(0);
    site.withdraw(next, back);
    changeOver(next, back);
    assertThat(stored()).isEqualTo(before);
  }

  /** From a complete version to another that differs in one shard. */
  private void changeOver(Pack from, Pack to) {
    visit();
    server.forget();
    String changed = to.files().get("q8.onnx").shards().get(3);
    long bytes = to.shards().get(changed).stored();
    Map<String, Object> seen =
        script(
            """
            const found = await find();
            return { found: short(found), successor: short(found.successor) };
            """);
    assertThat(seen)
        .isEqualTo(
            Map.of(
                "found", found(from, "q8", true, 0), "successor", found(to, "q8", false, bytes)));

    // Half way, all is as before, also after what is unused was collected.
    server.spoil(path -> path.endsWith(changed), Fault.UNAVAILABLE);
    script(
        """
        const { successor } = await find();
        await downloadInstallation(successor).catch(() => {});
        await collectUnused(catalog);
        """);
    assertThat(this.<Object>script("return short(await find())"))
        .isEqualTo(found(from, "q8", true, 0));
    assertThat(
            this.<Number>script(
                """
                const { readFile } = await import(app + "shard-store.js");
                return (await readFile(args[0], "q8.onnx")).length;
                """,
                from.manifestPath()))
        .isEqualTo((long) 20 * SHARD);

    server.repair();
    server.forget();
    script(
        """
        const { successor } = await find();
        await downloadInstallation(successor);
        await collectUnused(catalog);
        """);
    assertThat(fetched()).containsExactly(changed);
    assertThat(this.<Object>script("return short(await find())"))
        .isEqualTo(found(to, "q8", true, 0));
    List<String> manifests =
        browser.script(
            """
            const cache = await caches.open("ovenbird:/repo/:shards");
            return (await cache.keys()).map(({ url }) => url).filter((url) => /m\\.\\w*\\.json/.test(url));
            """);
    assertThat(manifests).containsExactly(server.page(to.manifestPath()));
  }

  @Test
  void ofAnEarlierVersionOnlyTheDtypesThatWereCompleteStay() throws IOException {
    List<String> ofOther = model.files().get("q4.onnx").shards();
    server.spoil(path -> path.endsWith(ofOther.get(2)), Fault.STALL);
    script(
        """
        await downloadInstallation(await find("q8"));
        const { download } = await import(app + "shard-store.js");
        const { entry } = await find("q4");
        download(entry.pack, { paths: ["q4.onnx"] }).catch(() => {});
        """);
    long all = runtime.shards().size() + model.shards().size();
    browser.await("all but one are stored", () -> stored() == all - 1);
    visit();
    script("await collectUnused(catalog)");
    long ofBoth = stored();
    long ofOne = runtime.shards().size() + model.shardsOf("q8.onnx");
    assertThat(ofBoth).as("a download that was stopped can go on").isEqualTo(all - 1);

    publishModel(1);
    visit();
    script("await collectUnused(catalog)");
    assertThat(this.<Map<String, Object>>script("return short(await find())"))
        .isEqualTo(found(model, "q8", true, 0));
    // What the new version shares with the old is not stale: it has no manifest of its own yet.
    assertThat(stored()).isEqualTo(ofOne);
  }

  private Map<String, Object> found(Pack pack, String dtype, boolean complete, long left) {
    return Map.of("pack", pack.manifestPath(), "dtype", dtype, "complete", complete, "left", left);
  }

  private long total(String dtype) {
    return runtime.storedBytes() + model.storedBytesOf(dtype + ".onnx");
  }

  private void visit() {
    browser.go(server.page(StoreSite.PAGE));
    // The runtime that needs no JSPI is the only one that is published here.
    browser.script("delete WebAssembly.Suspending");
  }

  private <T> T script(String body, Object... arguments) {
    String named = "throw new Error(`${error.code} ${error.message} ${error.stack}`)";
    return browser.script(
        PRELUDE + "try {" + body + "\n} catch (error) {" + named + "}", arguments);
  }

  @SuppressWarnings("unchecked")
  private static List<List<Number>> list(Object value) {
    return (List<List<Number>>) value;
  }

  private List<String> fetched() {
    return server.requestsFor("shards").stream()
        .map(request -> request.path().substring(request.path().lastIndexOf('/') + 1))
        .toList();
  }

  /** How many shards are on the device. */
  private long stored() {
    return browser
        .<Number>script(
            """
            const cache = await caches.open("ovenbird:/repo/:shards");
            return (await cache.keys()).filter(({ url }) => url.includes("/shards/")).length;
            """)
        .longValue();
  }

  private void delete(String sha) {
    browser.script(
        "await (await caches.open('ovenbird:/repo/:shards')).delete(args[0])",
        server.page(Pack.shardPath(sha)));
  }
}

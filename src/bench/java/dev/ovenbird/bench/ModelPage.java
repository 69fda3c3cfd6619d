package dev.ovenbird.bench;

import dev.ovenbird.browser.Browser;
import dev.ovenbird.browser.Mode;
import dev.ovenbird.browser.StaticServer;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.content.Messages;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.FetchSettings;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackReader;
import dev.ovenbird.web.BrowserRuntime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page in Chromium that runs models with the ONNX Runtime Web that our sites have, on one thread.
 * Models are named by their files' names.
 */
final class ModelPage implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "bench", "chromium");
  private static final Path SOURCE = Path.of("src", "bench", "web");

  private final StaticServer server;
  private final Browser browser;

  private ModelPage(StaticServer server, Browser browser) {
    this.server = server;
    this.browser = browser;
  }

  /** Opens the page in a browser of its own. */
  static ModelPage open(Mode mode) throws IOException {
    Files.createDirectories(FOLDER);
    for (String name : List.of("index.html", "measure.js")) {
      copy(SOURCE.resolve(name), name);
    }
    layRuntime();
    StaticServer server = StaticServer.of(FOLDER);
    Browser browser = Browser.open(mode).go(server.page("index.html"));
    browser.await(
        "the runtime", () -> Boolean.TRUE.equals(browser.script("return 'bench' in window")));
    return new ModelPage(server, browser);
  }

  Map<String, Object> versions() {
    return browser.script("return bench.versions()");
  }

  /**
   * Loads a model.
   *
   * @param device {@code wasm} or {@code webgpu}
   */
  void load(Path model, String device) throws IOException {
    copy(model, model.getFileName().toString());
    browser.script("await bench.open(args[0], args[1])", model.getFileName().toString(), device);
  }

  void unload(Path model) {
    browser.script("await bench.close(args[0])", model.getFileName().toString());
  }

  /** Milliseconds of one run. */
  double time(Path model, TokenBatch batch) {
    Number milliseconds =
        browser.script(
            "return bench.time(args[0], args[1])",
            model.getFileName().toString(),
            batch.forBrowser());
    return milliseconds.doubleValue();
  }

  /** The mean of the token vectors of each text. */
  float[][] vectors(Path model, TokenBatch batch) {
    List<List<Number>> rows =
        browser.script(
            "return bench.vectors(args[0], args[1])",
            model.getFileName().toString(),
            batch.forBrowser());
    float[][] vectors = new float[rows.size()][];
    for (int row = 0; row < vectors.length; row++) {
      List<Number> values = rows.get(row);
      vectors[row] = new float[values.size()];
      for (int i = 0; i < values.size(); i++) {
        vectors[row][i] = values.get(i) == null ? Float.NaN : values.get(i).floatValue();
      }
    }
    return vectors;
  }

  @Override
  public void close() {
    browser.close();
    server.close();
  }

  private static void copy(Path file, String name) throws IOException {
    Files.copy(file, FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void layRuntime() throws IOException {
    BrowserRuntime runtime =
        BrowserRuntime.build(
            new BuildCache(Path.of("target", "bench", "cache")),
            FetchSettings.ofEnvironment(),
            true,
            true,
            Messages.ofTheme(Locale.ENGLISH).below("script."),
            Progress.NONE);
    Path site = runtime.siteFolder().orElseThrow();
    Map<?, ?> jspi = (Map<?, ?>) runtime.flavours().get("jspi");
    List<?> scripts = (List<?>) jspi.get("scripts");
    copy(site.resolve(scripts.get(scripts.size() - 1).toString()), "ort.js");
    Pack pack = PackReader.read(site, jspi.get("pack").toString());
    try (OutputStream out = Files.newOutputStream(FOLDER.resolve("ort.wasm"))) {
      PackReader.write(site, pack, jspi.get("wasm").toString(), out);
    }
  }
}

package dev.ovenbird.bench;

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
import java.util.Locale;
import java.util.Map;

/** The WebAssembly of ONNX Runtime Web, as a file. */
final class RuntimeWasm {
  private static final Path FOLDER = Path.of("target", "bench");

  private RuntimeWasm() {}

  /**
   * Unpacks one of its builds.
   *
   * @param flavour {@code jspi} or {@code asyncify}
   */
  static Path file(String flavour) throws IOException {
    BrowserRuntime runtime =
        BrowserRuntime.build(
            new BuildCache(FOLDER.resolve("cache")),
            FetchSettings.ofEnvironment(),
            true,
            true,
            Messages.ofTheme(Locale.ENGLISH).below("script."),
            Progress.NONE);
    Path site = runtime.siteFolder().orElseThrow();
    Map<?, ?> described = (Map<?, ?>) runtime.flavours().get(flavour);
    Pack pack = PackReader.read(site, described.get("pack").toString());
    Path file = FOLDER.resolve("ort." + flavour + ".wasm");
    try (OutputStream out = Files.newOutputStream(file)) {
      PackReader.write(site, pack, described.get("wasm").toString(), out);
    }
    return file;
  }
}

package dev.ovenbird.bench;

import dev.ovenbird.browser.Link;
import dev.ovenbird.browser.StaticServer;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.FetchSettings;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackReader;
import dev.ovenbird.site.BuildOptions;
import dev.ovenbird.site.SiteBuild;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Two hosts that send files as they are, without headers of their own: one has a baked site, the
 * other a page of Transformers.js alone with the very same model. Not thread-safe.
 */
final class DeliveryHosts implements AutoCloseable {
  static final String MODEL = "minilm";

  /** Of our site. */
  static final String DEMO = "demos/sentence-similarity.html";

  static final String CHAT_MODEL = "biscuit";

  /** Also of our site. */
  static final String CHAT = "demos/chat.html";

  /** Of the other. */
  static final String PLAIN = "index.html";

  private static final Map<String, Set<String>> PACKAGES =
      Map.of(
          "transformers-",
          Set.of("transformers.min.js"),
          "onnxruntime-web-",
          Set.of("ort-wasm-simd-threaded.asyncify.mjs", "ort-wasm-simd-threaded.asyncify.wasm"));

  private final Path source;
  private final Path folder;
  final StaticServer ours;
  final StaticServer plain;

  /**
   * Bakes a site, and lays out the other one.
   *
   * @param source of the site
   * @param folder gets both
   */
  DeliveryHosts(Path source, Path folder) throws IOException {
    this.source = source;
    this.folder = folder;
    Path site = bake("site");
    layPlain();
    ours = StaticServer.of(site);
    plain = StaticServer.of(folder.resolve("plain"));
  }

  /** Bakes the source again; what it gives is served only when it is published. */
  Path bake(String name) throws IOException {
    return SiteBuild.run(BuildOptions.of(source, folder.resolve(name)), Progress.NONE).output();
  }

  /** Brings a model to the other page as it is on our site. */
  private void layModel(String name) throws IOException {
    Path site = folder.resolve("site");
    Pack pack = pack(site, name);
    for (String path : pack.files().keySet()) {
      Path target = folder.resolve("plain/models/" + name).resolve(path);
      Files.createDirectories(target.getParent());
      try (OutputStream out = Files.newOutputStream(target)) {
        PackReader.write(site, pack, path, out);
      }
    }
  }

  static Pack pack(Path site) throws IOException {
    return pack(site, MODEL);
  }

  private static Pack pack(Path site, String model) throws IOException {
    Path packs = site.resolve("_ovenbird/packs");
    try (Stream<Path> files = Files.list(packs)) {
      String name =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.startsWith(model + "."))
              .findFirst()
              .orElseThrow();
      return PackReader.read(site, "_ovenbird/packs/" + name);
    }
  }

  void connectBy(Link link) {
    ours.connectBy(link);
    plain.connectBy(link);
  }

  private void layPlain() throws IOException {
    Path target = folder.resolve("plain");
    Files.createDirectories(target.resolve("ort"));
    Files.writeString(target.resolve("robots.txt"), "");
    for (String name : List.of("index.html", "plain.js")) {
      Files.copy(
          Path.of("src/bench/web/plain").resolve(name),
          target.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
    for (Map.Entry<String, Set<String>> wanted : PACKAGES.entrySet()) {
      unpack(tarball(wanted.getKey()), wanted.getValue(), target);
    }
    try (Stream<Path> models = Files.list(source.resolve("models"))) {
      for (Path model : models.toList()) {
        layModel(model.getFileName().toString());
      }
    }
  }

  private static Path tarball(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(FetchSettings.ofEnvironment().downloads())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void unpack(Path tarball, Set<String> names, Path target) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(tarball));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = Path.of(entry.getName()).getFileName().toString();
        if (names.contains(name) && entry.getName().startsWith("package/dist/")) {
          Path place = name.startsWith("ort") ? target.resolve("ort") : target;
          Files.copy(tar, place.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Override
  public void close() {
    ours.close();
    plain.close();
  }
}

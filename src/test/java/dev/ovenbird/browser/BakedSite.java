package dev.ovenbird.browser;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.TextEncoder;
import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackReader;
import dev.ovenbird.pack.Shard;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.site.BuildOptions;
import dev.ovenbird.site.SiteBuild;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The repository's own site, built once per run with its own cache. Its base address is that of a
 * project on GitHub Pages; since no test can reach that one, whatever a page takes from there
 * instead of its own place fails.
 *
 * @param folder what a host would serve
 */
record BakedSite(Path folder) {
  static final String MODEL = "minilm";

  private static final String BASE_URL = "https://reader.github.io/repo/";
  private static final Path SOURCE = Path.of("").toAbsolutePath();
  private static BakedSite own;

  /** The site in this repository. Tests run in two processes, of which one bakes at a time. */
  static synchronized BakedSite own() {
    if (own == null) {
      Path folder = Path.of("target", "browser-tests");
      try (FileChannel file = FileChannel.open(lockIn(folder), CREATE, WRITE)) {
        // Until the file is closed.
        file.lock();
        own = bake(SOURCE, folder.resolve("site"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return own;
  }

  private static Path lockIn(Path folder) throws IOException {
    return Files.createDirectories(folder).resolve("site.lock");
  }

  /** Builds any site. */
  static BakedSite bake(Path source, Path output) {
    BuildOptions plain = BuildOptions.of(source, output);
    BuildOptions options =
        new BuildOptions(
            plain.source(), plain.output(), BASE_URL, false, false, false, false, plain.fetching());
    try {
      return new BakedSite(SiteBuild.run(options, Progress.NONE).output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A copy of the repository's site to change; what is baked already is shared with the original.
   */
  static Path copySource(Path target) throws IOException {
    for (String part : List.of("content", "templates", "assets", "models", "data")) {
      copy(SOURCE.resolve(part), target.resolve(part));
    }
    Path cache = Files.createDirectories(SOURCE.resolve(".ovenbird"));
    Files.createSymbolicLink(target.resolve(".ovenbird"), cache);
    Files.copy(SOURCE.resolve("jbake.properties"), target.resolve("jbake.properties"));
    return target;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  /** The addresses of all pages that are to be read, from the site's root. */
  List<String> pages() throws IOException {
    return pages(false);
  }

  /** Of those that send readers on to another. */
  List<String> redirects() throws IOException {
    return pages(true);
  }

  private List<String> pages(boolean redirect) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(path -> path.endsWith(".html"))
          .filter(path -> isRedirect(path) == redirect)
          .sorted()
          .toList();
    }
  }

  private boolean isRedirect(String page) {
    try {
      return Files.readString(folder.resolve(page)).contains("http-equiv=\"refresh\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode catalog() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("_ovenbird/catalog.json").toFile());
  }

  Pack modelPack() throws IOException {
    return PackReader.read(folder, catalog().at("/models/" + MODEL + "/pack").asText());
  }

  /** The dtype that a browser takes; its WebGPU is one without 16-bit floats. */
  Dtype dtype(Mode mode) throws IOException {
    String id = catalog().at("/models/" + MODEL + "/devices/" + mode.device() + "/0").asText();
    return Dtype.of(id).orElseThrow();
  }

  /** Of the model's pack, what a browser downloads. */
  Pack modelPack(Mode mode) throws IOException {
    Pack whole = modelPack();
    Map<String, Pack.Entry> files = new TreeMap<>();
    Map<String, Shard> shards = new TreeMap<>();
    for (JsonNode path :
        catalog().at("/models/" + MODEL + "/dtypes/" + dtype(mode).id() + "/files")) {
      Pack.Entry file = whole.files().get(path.asText());
      files.put(path.asText(), file);
      file.shards().forEach(hash -> shards.put(hash, whole.shards().get(hash)));
    }
    return new Pack(whole.name(), whole.manifestPath(), files, shards);
  }

  /**
   * An encoder over the very bytes that a reader downloads, with the settings that pages are given.
   */
  TextEncoder encoder(Path scratch, Dtype dtype) throws IOException {
    JsonNode entry = catalog().at("/models/" + MODEL);
    TextEncoderOptions options =
        new TextEncoderOptions(
            Pooling.valueOf(entry.path("pooling").asText("mean").toUpperCase(Locale.ROOT)),
            entry.path("normalize").asBoolean(true),
            entry.path("maxLength").asInt(256));
    Pack pack = modelPack();
    return TextEncoder.open(
        assemble(pack, "onnx/" + dtype.fileName(), scratch.resolve(dtype.fileName())),
        assemble(pack, "tokenizer.json", scratch.resolve("tokenizer.json")),
        options);
  }

  Path assemble(Pack pack, String path, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (OutputStream out = Files.newOutputStream(target)) {
      PackReader.write(folder, pack, path, out);
    }
    return target;
  }
}

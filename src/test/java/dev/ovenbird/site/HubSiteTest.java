package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.TinyModels;
import dev.ovenbird.fetch.FetchSettings;
import dev.ovenbird.fetch.HubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site whose model is one line: from the Hub to files that a reader downloads. */
class HubSiteTest {
  private static final Path LLAMA = Path.of("src/test/resources/zoo/llama-cache/model.onnx");

  @TempDir Path folder;

  @Test
  void bakesAModelOfTheHubAndThenTheSameBytesWithoutANetwork() throws IOException {
    Path source =
        Sites.write(
            folder.resolve("site"),
            Map.of(
                "content/demo.md",
                """
                title=A chat
                type=page
                status=published
                ~~~~~~

                <ovenbird-chat model="llama">No scripts, no chat.</ovenbird-chat>
                """,
                "models/llama/model.yaml",
                "source: hf:acme/llama-ONNX\n"));
    shareRuntime(source);
    Map<String, String> first;
    try (HubServer hub = new HubServer()) {
      hub.model("acme/llama-ONNX")
          .task("text-generation")
          .license("mit")
          .gated()
          .file("config.json", "{\"model_type\": \"llama\"}")
          .file("generation_config.json", "{}")
          .file("tokenizer.json", Files.readAllBytes(TinyModels.TOKENIZER))
          .file("onnx/model.onnx", Files.readAllBytes(LLAMA));
      first = bake(source, hub.settings(folder.resolve("downloads"), Optional.of(HubServer.TOKEN)));

      // Without a server or a token.
      forgetModels(source);
      hub.close();
      FetchSettings offline = hub.settings(folder.resolve("downloads"), Optional.empty());
      assertThat(bake(source, offline)).isEqualTo(first);
    }
    JsonNode pack = json(json("_ovenbird/catalog.json").at("/models/llama/pack").asText());
    assertThat(pack.at("/about/title").asText()).isEqualTo("llama-ONNX");
    assertThat(pack.at("/about/license").asText()).isEqualTo("mit");
    assertThat(source.resolve("models/llama/model.lock.json")).isRegularFile();
    Files.delete(source.resolve(".ovenbird/cache/runtime"));
  }

  private JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("output").resolve(path).toFile());
  }

  /** Only the model is from the Hub; the browser runtime comes from where it always does. */
  private Map<String, String> bake(Path source, FetchSettings hub) throws IOException {
    FetchSettings usual = FetchSettings.ofEnvironment();
    FetchSettings settings =
        new FetchSettings(hub.downloads(), hub.hub(), hub.token(), usual.npm(), usual.maven());
    Path output = folder.resolve("output");
    SiteBuild.run(
        new BuildOptions(source, output, "", false, false, false, false, settings), Progress.NONE);
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(output.relativize(file).toString(), Digest.hex(file));
      }
    }
    return hashes;
  }

  /** The browser runtime is linked once for all tests. */
  private static void shareRuntime(Path source) throws IOException {
    Path shared = Files.createDirectories(Path.of(".ovenbird/cache/runtime")).toAbsolutePath();
    Path cache = Files.createDirectories(source.resolve(".ovenbird/cache"));
    Files.createSymbolicLink(cache.resolve("runtime"), shared);
  }

  private static void forgetModels(Path source) throws IOException {
    try (Stream<Path> kinds = Files.list(source.resolve(".ovenbird/cache"))) {
      for (Path kind : kinds.filter(path -> !path.endsWith("runtime")).toList()) {
        BuildCache.delete(kind);
      }
    }
  }
}

package dev.ovenbird.web;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.FetchException;
import dev.ovenbird.fetch.FetchSettings;
import dev.ovenbird.fetch.NpmRegistry;
import dev.ovenbird.pack.Packer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What makes a page run models.
 *
 * @param script the module that every page loads, from the site's root
 * @param serviceWorkerScript the module that {@code sw.js} imports, from the site's root; for a
 *     site without a service worker the one that removes an earlier one
 * @param workerScript what every model runs in, from the site's root; empty for a site without
 *     models
 * @param appFiles our own modules: paths from the site's root, and contents
 * @param importMap names that an author's module may import, and their paths from the site's root
 * @param siteFolder Transformers.js and ONNX Runtime Web, from the site's root; empty for a site
 *     without models
 * @param flavours what the catalog says of the builds of ONNX Runtime Web; empty likewise
 */
public record BrowserRuntime(
    String script,
    String serviceWorkerScript,
    String workerScript,
    Map<String, byte[]> appFiles,
    Map<String, String> importMap,
    Optional<Path> siteFolder,
    Map<String, Object> flavours) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A server builds a site many times, and these are the same each time. */
  private static final Map<Parts, BrowserRuntime> LINKED = new ConcurrentHashMap<>();

  /** What a runtime is linked of, beside the program's own modules. */
  private record Parts(
      boolean withServiceWorker,
      Optional<String> wiredModule,
      Optional<Path> siteFolder,
      Map<String, Object> flavours,
      Map<String, String> words) {}

  /**
   * Links the runtime. Packages are fetched when neither the site's cache nor the machine has them.
   *
   * @param fetching where packages come from and are kept
   * @param withModels whether the site runs models; without, nothing is fetched, and its script is
   *     a sixth as long: search and reading offline
   * @param withServiceWorker whether pages register one
   * @param words what its scripts say, by the keys that they have for it
   */
  public static BrowserRuntime build(
      BuildCache cache,
      FetchSettings fetching,
      boolean withModels,
      boolean withServiceWorker,
      Map<String, String> words,
      Progress progress)
      throws IOException {
    return withModels
        ? withModels(cache, fetching, withServiceWorker, words, progress)
        : linked(new Parts(withServiceWorker, Optional.empty(), Optional.empty(), Map.of(), words));
  }

  @SuppressWarnings("unchecked")
  private static BrowserRuntime withModels(
      BuildCache cache,
      FetchSettings fetching,
      boolean withServiceWorker,
      Map<String, String> words,
      Progress progress)
      throws IOException {
    Path built =
        cache.get(
            "runtime",
            List.of(
                RuntimeBuilder.VERSION,
                Packer.VERSION,
                RuntimeBuilder.OPTIONS,
                RuntimePackages.TRANSFORMERS,
                RuntimePackages.ONNX_RUNTIME),
            folder -> buildRuntime(new NpmRegistry(fetching), folder, progress));
    JsonNode description = JSON.readTree(built.resolve(RuntimeBuilder.DESCRIPTION).toFile());
    List<String> exports = JSON.convertValue(description.get("exports"), List.class);
    return linked(
        new Parts(
            withServiceWorker,
            Optional.of(wiredModule(exports)),
            Optional.of(built.resolve(RuntimeBuilder.SITE)),
            JSON.convertValue(description.get("flavours"), Map.class),
            words));
  }

  private static void buildRuntime(NpmRegistry registry, Path folder, Progress progress)
      throws IOException {
    try {
      RuntimeBuilder.build(registry, folder, progress);
    } catch (FetchException e) {
      throw new InputException(Diagnostic.error(null, 0, e.getMessage(), e.hint()));
    }
  }

  private static BrowserRuntime linked(Parts parts) {
    return LINKED.computeIfAbsent(parts, BrowserRuntime::link);
  }

  private static BrowserRuntime link(Parts parts) {
    Map<String, String> generated = new HashMap<>();
    generated.put(
        "settings.js", "export const hasServiceWorker = " + parts.withServiceWorker() + ";\n");
    parts.wiredModule().ifPresent(source -> generated.put("transformers.js", source));
    AppBundles app = new AppBundles(new AppModules(generated, parts.words()));
    boolean withModels = parts.wiredModule().isPresent();
    String script = app.bundle(withModels ? "ovenbird.js" : "reading.js");
    String serviceWorker =
        app.bundle(parts.withServiceWorker() ? "service-worker.js" : "remove-service-worker.js");
    String worker = withModels ? app.bundle("inference-worker.js") : "";
    Map<String, String> importMap = new LinkedHashMap<>();
    if (withModels) {
      String wired = app.bundle("transformers.js");
      importMap.put("@huggingface/transformers", wired);
      importMap.put("@xenova/transformers", wired);
    }
    return new BrowserRuntime(
        script,
        serviceWorker,
        worker,
        app.files(),
        importMap,
        parts.siteFolder(),
        parts.flavours());
  }

  /**
   * The module behind {@code import … from "@huggingface/transformers"}: all its names, wired up.
   */
  private static String wiredModule(List<String> exports) {
    return """
        import { loadTransformers, pipeline } from "./load-transformers.js";

        const transformers = await loadTransformers();

        export { pipeline };
        export const { %s } = transformers;
        """
        .formatted(
            exports.stream().filter(not("pipeline"::equals)).collect(Collectors.joining(", ")));
  }

  /**
   * What a browser of today, with WebGPU, fetches besides a model before the first answer: scripts
   * and wasm, in bytes as stored. 0 for a site without models.
   */
  public long firstUseBytes() {
    if (!(flavours.get("jspi") instanceof Map<?, ?> jspi)) {
      return 0;
    }
    return ((Number) jspi.get("storedBytes")).longValue();
  }
}

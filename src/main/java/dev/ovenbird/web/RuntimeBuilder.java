package dev.ovenbird.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.NpmRegistry;
import dev.ovenbird.fetch.Tarball;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.Packer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the folder {@code _ovenbird/runtime} and the packs of the wasm files from two npm packages.
 */
final class RuntimeBuilder {
  /** Changes whenever the same packages would give other files. */
  static final String VERSION = "4";

  /** In the folder of a finished runtime: what the catalog says of it, and the names it exports. */
  static final String DESCRIPTION = "runtime.json";

  /** The files to publish, below the folder of a finished runtime. */
  static final String SITE = "site";

  /** Larger than any of the files. */
  static final PackOptions OPTIONS = new PackOptions(32L << 20);

  private static final String TRANSFORMERS = "dist/transformers.web.min.js";
  private static final Pattern EXPORTS =
      Pattern.compile("export\\s*\\{([^}]*)};?\\s*(?://.*\\s*)?$");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, byte[]> transformers;
  private final Map<String, byte[]> ort;
  private final Path folder;
  private final Progress progress;

  private RuntimeBuilder(
      Map<String, byte[]> transformers, Map<String, byte[]> ort, Path folder, Progress progress) {
    this.transformers = transformers;
    this.ort = ort;
    this.folder = folder;
    this.progress = progress;
  }

  static void build(NpmRegistry registry, Path folder, Progress progress) throws IOException {
    Set<String> wanted = new TreeSet<>();
    for (RuntimeFlavour flavour : RuntimeFlavour.ALL) {
      wanted.add("dist/" + flavour.bundle());
      wanted.add("dist/" + flavour.wasm());
    }
    new RuntimeBuilder(
            Tarball.read(
                registry.fetch(RuntimePackages.TRANSFORMERS, progress),
                Set.of(TRANSFORMERS, "LICENSE")),
            Tarball.read(registry.fetch(RuntimePackages.ONNX_RUNTIME, progress), wanted),
            folder,
            progress)
        .build();
  }

  private void build() throws IOException {
    Map<String, Object> flavours = new LinkedHashMap<>();
    for (RuntimeFlavour flavour : RuntimeFlavour.ALL) {
      flavours.put(flavour.id(), link(flavour));
    }
    write("LICENSE.transformers.txt", transformers.get("LICENSE"), false);
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("flavours", flavours);
    description.put("exports", exports());
    JSON.writeValue(folder.resolve(DESCRIPTION).toFile(), description);
  }

  private Map<String, Object> link(RuntimeFlavour flavour) throws IOException {
    byte[] bundle = withoutMap(ort.get("dist/" + flavour.bundle()));
    String bundlePath = write("ort." + flavour.id() + ".js", bundle, true);
    String bundleName = bundlePath.substring(bundlePath.lastIndexOf('/') + 1);
    byte[] linked = linked(bundleName);
    String transformersPath = write("transformers." + flavour.id() + ".js", linked, true);
    List<String> scripts = List.of(transformersPath, bundlePath);
    Pack pack = pack(flavour, scripts);
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("transformers", transformersPath);
    described.put("scripts", scripts);
    described.put("pack", pack.manifestPath());
    described.put("wasm", flavour.wasm());
    described.put("webgpu", flavour.webgpu());
    described.put("storedBytes", pack.storedBytes());
    return described;
  }

  /**
   * Transformers.js with its two bare imports turned into the bundle beside it. An import map could
   * do that on a page, but not in a worker. Of onnxruntime-common it uses what the bundle exports
   * too.
   */
  private byte[] linked(String bundleName) {
    String source = new String(transformers.get(TRANSFORMERS), StandardCharsets.UTF_8);
    for (String bare : List.of("onnxruntime-common", "onnxruntime-web/webgpu")) {
      String from = "from\"" + bare + "\"";
      if (!source.contains(from)) {
        throw new IllegalStateException("Transformers.js no longer imports " + bare);
      }
      source = source.replace(from, "from\"./" + bundleName + "\"");
    }
    return withoutMap(source.getBytes(StandardCharsets.UTF_8));
  }

  /** Source maps are not published; the comment would send developer tools after them. */
  private static byte[] withoutMap(byte[] script) {
    return new String(script, StandardCharsets.UTF_8)
        .replaceAll("(?m)^//# sourceMappingURL=.*$", "")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The wasm, in one shard, so that browsers keep what they have compiled of it; and the scripts,
   * which a host may send as they are, while a shard is always compressed.
   */
  private Pack pack(RuntimeFlavour flavour, List<String> scripts) throws IOException {
    progress.report("Pack ONNX Runtime Web (" + flavour.id() + ")", 0, 0);
    Path wasm = folder.resolve(flavour.wasm());
    Files.write(wasm, ort.get("dist/" + flavour.wasm()));
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("title", "ONNX Runtime Web " + RuntimePackages.ONNX_RUNTIME.version());
    about.put("license", "MIT");
    List<PackFile> files = new ArrayList<>();
    files.add(new PackFile(flavour.wasm(), wasm));
    for (String script : scripts) {
      String name = script.substring(script.lastIndexOf('/') + 1);
      files.add(new PackFile(name, folder.resolve(SITE).resolve(script)));
    }
    try {
      return new Packer(OPTIONS).pack(flavour.packName(), about, files, folder.resolve(SITE));
    } finally {
      Files.delete(wasm);
    }
  }

  private String write(String name, byte[] content, boolean hashed) throws IOException {
    String path = "_ovenbird/runtime/" + (hashed ? Digest.hashedName(name, content) : name);
    Path file = folder.resolve(SITE).resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return path;
  }

  /** The names that Transformers.js exports, sorted. */
  private List<String> exports() {
    String source = new String(transformers.get(TRANSFORMERS), StandardCharsets.UTF_8);
    Matcher last = EXPORTS.matcher(source.strip());
    if (!last.find()) {
      throw new IllegalStateException("Transformers.js ends in no list of exports");
    }
    return Arrays.stream(last.group(1).split(","))
        .map(entry -> entry.substring(entry.lastIndexOf(' ') + 1).strip())
        .sorted()
        .collect(Collectors.toCollection(ArrayList::new));
  }
}

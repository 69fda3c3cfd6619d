package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the descriptors of a site's models. */
public final class DescriptorReader {
  public static final String FILE = "model.yaml";

  private static final List<String> TASKS = List.of("feature-extraction");

  private final Diagnostics diagnostics;

  private DescriptorReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * The descriptors in the folders below {@code models/}, sorted by name; wrong ones are left out.
   *
   * @param folder need not exist
   */
  public static List<ModelDescriptor> readAll(Path folder, Diagnostics diagnostics)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> children;
    try (Stream<Path> listed = Files.list(folder)) {
      children = listed.filter(Files::isDirectory).sorted().toList();
    }
    List<ModelDescriptor> found = new ArrayList<>();
    for (Path child : children) {
      Path file = child.resolve(FILE);
      if (Files.isRegularFile(file)) {
        new DescriptorReader(diagnostics).read(file).ifPresent(found::add);
      } else {
        diagnostics.error(
            child,
            0,
            "The folder holds no " + FILE + ".",
            "Describe the model there, or remove it.");
      }
    }
    return found;
  }

  private Optional<ModelDescriptor> read(Path file) throws IOException {
    Node root;
    try {
      root = new Yaml().compose(new StringReader(Files.readString(file)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      diagnostics.error(file, line, "This is not YAML: " + e.getProblem() + ".", "");
      return Optional.empty();
    }
    Diagnostics own = new Diagnostics();
    YamlSection all =
        new YamlSection(file, "", root, own)
            .allowing(
                List.of(
                    "title",
                    "description",
                    "license",
                    "homepage",
                    "task",
                    "onnx",
                    "tokenizer",
                    "files",
                    "dtypes",
                    "devices",
                    "encoder",
                    "evaluation"));
    ModelDescriptor descriptor = describe(file, all);
    diagnostics.addAll(own.all());
    return own.hasErrors() ? Optional.empty() : Optional.of(descriptor);
  }

  private static ModelDescriptor describe(Path file, YamlSection all) {
    YamlSection evaluation =
        all.section("evaluation").allowing(List.of("sentences", "minimumCosine"));
    String name = file.getParent().getFileName().toString();
    List<Dtype> dtypes = dtypes(all);
    return new ModelDescriptor(
        file,
        name,
        all.text("title", name),
        all.text("description", ""),
        all.text("license", ""),
        all.text("homepage", ""),
        oneOf(all, "task", TASKS),
        source(all, "onnx"),
        source(all, "tokenizer"),
        all.texts("files").stream().map(path -> local(all, "files", path)).toList(),
        dtypes,
        devices(all.section("devices").allowing(List.of("webgpu", "wasm")), dtypes),
        encoder(all.section("encoder").allowing(List.of("pooling", "normalize", "maxLength"))),
        local(evaluation, "sentences", evaluation.required("sentences")),
        evaluation.number("minimumCosine", 0.99),
        evaluation.lineOf("minimumCosine"));
  }

  private static String oneOf(YamlSection section, String key, List<String> known) {
    String value = section.required(key);
    if (!value.isEmpty() && !known.contains(value)) {
      section.error(
          section.lineOf(key), "Unknown " + key + ": " + value, Suggestion.orList(value, known));
    }
    return value;
  }

  private static ModelDescriptor.Source source(YamlSection all, String key) {
    YamlSection section = all.section(key).allowing(List.of("source", "sha256"));
    String hash = section.required("sha256").toLowerCase(Locale.ROOT);
    if (!hash.isEmpty() && !hash.matches("[0-9a-f]{64}")) {
      section.error(
          section.lineOf("sha256"),
          "This is no SHA-256: " + hash,
          "It has 64 hexadecimal digits; sha256sum prints it.");
    }
    return new ModelDescriptor.Source(
        section.required("source"), hash, section.lineOf("source"), section.lineOf("sha256"));
  }

  /** A file in the descriptor's folder. */
  private static Path local(YamlSection section, String key, String path) {
    Path folder = section.file().getParent();
    Path file = folder.resolve(path).normalize();
    if (!path.isEmpty() && !(file.startsWith(folder.normalize()) && Files.isRegularFile(file))) {
      section.error(
          section.lineOf(key),
          "There is no file " + path + " in the model's folder.",
          "Paths are from " + folder.getFileName() + "/ and stay inside it.");
    }
    return file;
  }

  private static List<Dtype> dtypes(YamlSection all) {
    List<Dtype> dtypes = new ArrayList<>();
    List<String> known = Arrays.stream(Dtype.values()).map(Dtype::id).toList();
    for (String id : all.texts("dtypes")) {
      Dtype.of(id)
          .ifPresentOrElse(
              dtypes::add,
              () ->
                  all.error(
                      all.lineOf("dtypes"), "Unknown dtype: " + id, Suggestion.orList(id, known)));
    }
    if (dtypes.isEmpty() && !all.has("dtypes")) {
      dtypes.add(Dtype.Q8);
    }
    return dtypes;
  }

  /** An author's choice where the table in {@link Device} would choose otherwise. */
  private static Map<String, Dtype> devices(YamlSection section, List<Dtype> listed) {
    Map<String, Dtype> devices = new TreeMap<>();
    for (String device : List.of("wasm", "webgpu")) {
      String id = section.text(device, "");
      Optional<Dtype> dtype = Dtype.of(id);
      if (dtype.isPresent() && listed.contains(dtype.get())) {
        devices.put(device, dtype.get());
      } else if (!id.isEmpty()) {
        List<String> ids = listed.stream().map(Dtype::id).toList();
        section.error(
            section.lineOf(device),
            "The dtype for " + device + " is not among the model's dtypes: " + id,
            dtype.isPresent()
                ? "Add it to dtypes, or choose one of: " + String.join(", ", ids) + "."
                : Suggestion.orList(id, ids));
      }
    }
    return devices;
  }

  private static TextEncoderOptions encoder(YamlSection section) {
    String pooling = section.text("pooling", "mean").toUpperCase(Locale.ROOT);
    List<String> known = Arrays.stream(Pooling.values()).map(Pooling::name).toList();
    if (!known.contains(pooling)) {
      section.error(
          section.lineOf("pooling"),
          "Unknown pooling: " + pooling.toLowerCase(Locale.ROOT),
          "Known here: mean, cls.");
      pooling = Pooling.MEAN.name();
    }
    return new TextEncoderOptions(
        Pooling.valueOf(pooling),
        Boolean.parseBoolean(section.text("normalize", "true")),
        (int) section.number("maxLength", 256));
  }
}

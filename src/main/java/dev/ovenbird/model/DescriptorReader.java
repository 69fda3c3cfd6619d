package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.Task;
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

  private static final List<String> TASKS = Arrays.stream(Task.values()).map(Task::id).toList();

  private static final List<String> SOURCE = List.of("source", "sha256");

  private static final List<String> MODEL = List.of("source", "sha256", "data");

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
                    "calibration",
                    "base",
                    "encoder",
                    "evaluation"));
    ModelDescriptor descriptor = describe(file, all);
    diagnostics.addAll(own.all());
    return own.hasErrors() ? Optional.empty() : Optional.of(descriptor);
  }

  private static ModelDescriptor describe(Path file, YamlSection all) {
    String name = file.getParent().getFileName().toString();
    Optional<Task> task = Task.of(oneOf(all, "task", TASKS));
    List<Path> files =
        all.texts("files").stream()
            .map(path -> all.local("files", path, Files::isRegularFile, "file"))
            .toList();
    task.filter(Task::seesImages).ifPresent(images -> requirePreprocessor(all, files));
    List<Dtype> dtypes = dtypes(all);
    return new ModelDescriptor(
        file,
        name,
        all.text("title", name),
        all.text("description", ""),
        all.text("license", ""),
        all.text("homepage", ""),
        task.map(Task::id).orElse(""),
        source(all.section("onnx").allowing(MODEL)),
        data(all.section("onnx")),
        tokenizer(all, task),
        files,
        dtypes,
        devices(all.section("devices").allowing(List.of("webgpu", "wasm")), dtypes),
        calibration(all),
        base(all),
        encoder(all.section("encoder").allowing(List.of("pooling", "normalize", "maxLength"))),
        // Which settings there are depends on the task; without one nothing can be said of them.
        task.map(known -> EvaluationReader.read(all.section("evaluation"), known, dtypes))
            .orElse(null));
  }

  private static Optional<ModelDescriptor.Source> tokenizer(YamlSection all, Optional<Task> task) {
    if (!all.has("tokenizer") && task.filter(Task::seesImages).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(source(all.section("tokenizer").allowing(SOURCE)));
  }

  private static Optional<Path> calibration(YamlSection all) {
    String path = all.text("calibration", "");
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (!all.has("tokenizer")) {
      all.error(
          all.lineOf("calibration"),
          "\"calibration\" names texts, but the model has no tokenizer to read them.",
          "Leave it out: such a model is run on made-up input.");
    }
    return Optional.of(all.local("calibration", path, Files::isRegularFile, "file"));
  }

  private static Optional<ModelDescriptor.Base> base(YamlSection all) {
    if (!all.has("base")) {
      return Optional.empty();
    }
    YamlSection base = all.section("base").allowing(MODEL);
    return Optional.of(new ModelDescriptor.Base(source(base), data(base)));
  }

  private static void requirePreprocessor(YamlSection all, List<Path> files) {
    if (files.stream().noneMatch(file -> file.endsWith(ModelDescriptor.PREPROCESSOR))) {
      all.error(
          all.lineOf("files"),
          "\"files\" names no " + ModelDescriptor.PREPROCESSOR + ".",
          "It says how images are prepared; copy it from where the model came from.");
    }
  }

  private static String oneOf(YamlSection section, String key, List<String> known) {
    String value = section.required(key);
    if (!value.isEmpty() && !known.contains(value)) {
      section.error(
          section.lineOf(key), "Unknown " + key + ": " + value, Suggestion.orList(value, known));
    }
    return value;
  }

  private static List<ModelDescriptor.Source> data(YamlSection onnx) {
    return onnx.sections("data").stream().map(file -> source(file.allowing(SOURCE))).toList();
  }

  private static ModelDescriptor.Source source(YamlSection section) {
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

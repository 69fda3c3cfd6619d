package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.fetch.FetchException;
import dev.ovenbird.fetch.SourceAddress;
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

  private final SourceLocks locks;

  private DescriptorReader(SourceLocks locks, Diagnostics diagnostics) {
    this.locks = locks;
    this.diagnostics = diagnostics;
  }

  /**
   * The descriptors in the folders below {@code models/}, sorted by name; wrong ones are left out.
   *
   * @param folder need not exist
   * @param locks say what sources mean that have no hash
   */
  public static List<ModelDescriptor> readAll(
      Path folder, SourceLocks locks, Diagnostics diagnostics) throws IOException {
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
        new DescriptorReader(locks, diagnostics).read(file).ifPresent(found::add);
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

  /** One descriptor; none, with diagnostics, if it is wrong. */
  static Optional<ModelDescriptor> readOne(Path file, SourceLocks locks, Diagnostics diagnostics)
      throws IOException {
    return new DescriptorReader(locks, diagnostics).read(file);
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
                    "source",
                    "onnx",
                    "tokenizer",
                    "files",
                    "dtypes",
                    "devices",
                    "calibration",
                    "base",
                    "encoder",
                    "evaluation"));
    Optional<ModelDescriptor> descriptor = Optional.empty();
    try {
      SourceLock lock = locks.open(file);
      Optional<LockedModel> whole = Optional.empty();
      if (all.has("source")) {
        whole = Optional.of(lock.model(all.text("source", ""), all.lineOf("source")));
      }
      ModelDescriptor read = describe(file, all, whole);
      if (!own.hasErrors()) {
        descriptor = Optional.of(LockedDescriptor.of(read, lock));
        lock.save();
      }
    } catch (InputException e) {
      own.addAll(e.diagnostics());
    }
    diagnostics.addAll(own.all());
    return own.hasErrors() ? Optional.empty() : descriptor;
  }

  private static ModelDescriptor describe(Path file, YamlSection all, Optional<LockedModel> whole) {
    String name = file.getParent().getFileName().toString();
    Optional<Task> task = task(all, whole);
    List<Path> files =
        all.texts("files").stream()
            .filter(path -> !SourceAddress.looksLikeOne(path))
            .map(path -> all.local("files", path, Files::isRegularFile, "file"))
            .toList();
    List<ModelDescriptor.Source> fetched = fetchedFiles(all, whole);
    task.filter(Task::seesImages).ifPresent(images -> requirePreprocessor(all, files, fetched));
    List<Dtype> dtypes = dtypes(all);
    return new ModelDescriptor(
        file,
        name,
        all.text("title", whole.map(model -> LockedModel.name(model.repository())).orElse(name)),
        all.text("description", ""),
        all.text("license", whole.map(LockedModel::license).orElse("")),
        all.text(
            "homepage",
            whole.map(model -> "https://huggingface.co/" + model.repository()).orElse("")),
        task.map(Task::id).orElse(""),
        onnx(all, whole),
        data(all, whole),
        tokenizer(all, task, whole),
        files,
        fetched,
        dtypes,
        devices(all.section("devices").allowing(List.of("webgpu", "wasm")), dtypes),
        calibration(all),
        base(all),
        encoder(
            all.section("encoder").allowing(List.of("pooling", "normalize", "maxLength")),
            whole.map(LockedModel::pooling).filter(known -> !known.isEmpty()).orElse("mean")),
        // Which settings there are depends on the task; without one nothing can be said of them.
        task.map(known -> EvaluationReader.read(all.section("evaluation"), known, dtypes))
            .orElse(null));
  }

  private static Optional<Task> task(YamlSection all, Optional<LockedModel> whole) {
    if (all.has("task") || whole.isEmpty()) {
      return Task.of(oneOf(all, "task", TASKS));
    }
    String guessed = whole.get().task();
    Optional<Task> task = Task.of(guessed);
    if (task.isEmpty()) {
      all.error(
          all.lineOf("source"),
          guessed.isEmpty()
              ? "What " + whole.get().repository() + " is for is not said there."
              : whole.get().repository() + " is for " + guessed + ", which is not run here.",
          "Add a line task: with one of: " + String.join(", ", TASKS) + ".");
    }
    return task;
  }

  private static ModelDescriptor.Source onnx(YamlSection all, Optional<LockedModel> whole) {
    YamlSection written = all.section("onnx").allowing(MODEL);
    if (all.has("onnx") || whole.isEmpty()) {
      return source(written);
    }
    return source(all, whole.get().files().get(whole.get().onnx()));
  }

  private static List<ModelDescriptor.Source> data(YamlSection all, Optional<LockedModel> whole) {
    if (all.has("onnx") || whole.isEmpty()) {
      return data(all.section("onnx"));
    }
    return whole.get().data().values().stream().map(file -> source(all, file)).toList();
  }

  /** One that the lock of the whole model has said already. */
  private static ModelDescriptor.Source source(YamlSection all, LockedFile file) {
    return new ModelDescriptor.Source(file.address(), file.sha256(), all.lineOf("source"), 0);
  }

  private static List<ModelDescriptor.Source> fetchedFiles(
      YamlSection all, Optional<LockedModel> whole) {
    List<ModelDescriptor.Source> fetched = new ArrayList<>();
    for (String address : all.texts("files")) {
      if (SourceAddress.looksLikeOne(address)) {
        fetched.add(checked(all, new ModelDescriptor.Source(address, "", all.lineOf("files"), 0)));
      }
    }
    whole.ifPresent(
        model -> model.others().values().forEach(file -> fetched.add(source(all, file))));
    return fetched;
  }

  private static Optional<ModelDescriptor.Source> tokenizer(
      YamlSection all, Optional<Task> task, Optional<LockedModel> whole) {
    if (!all.has("tokenizer") && task.filter(Task::seesImages).isPresent()) {
      return Optional.empty();
    }
    if (!all.has("tokenizer") && whole.isPresent()) {
      Optional<LockedFile> found = whole.get().tokenizer();
      if (found.isEmpty()) {
        all.error(
            all.lineOf("source"),
            whole.get().repository() + " holds no tokenizer.json.",
            "Have transformers' AutoTokenizer write one, and name it: tokenizer: {source: \"file:tokenizer.json\"}");
      }
      return found.map(file -> source(all, file));
    }
    return Optional.of(source(all.section("tokenizer").allowing(SOURCE)));
  }

  private static Optional<Path> calibration(YamlSection all) {
    String path = all.text("calibration", "");
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (!all.has("tokenizer") && !all.has("source")) {
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

  private static void requirePreprocessor(
      YamlSection all, List<Path> files, List<ModelDescriptor.Source> fetched) {
    boolean named =
        files.stream().anyMatch(file -> file.endsWith(ModelDescriptor.PREPROCESSOR))
            || fetched.stream()
                .anyMatch(file -> file.fileName().equals(ModelDescriptor.PREPROCESSOR));
    if (!named) {
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
    String hash = section.text("sha256", "").toLowerCase(Locale.ROOT);
    if (!hash.isEmpty() && !hash.matches("[0-9a-f]{64}")) {
      section.error(
          section.lineOf("sha256"),
          "This is no SHA-256: " + hash,
          "It has 64 hexadecimal digits; sha256sum prints it.");
    }
    return checked(
        section,
        new ModelDescriptor.Source(
            section.required("source"),
            hash,
            section.lineOf("source"),
            hash.isEmpty() ? 0 : section.lineOf("sha256")));
  }

  private static ModelDescriptor.Source checked(
      YamlSection section, ModelDescriptor.Source source) {
    try {
      if (!source.address().isEmpty()) {
        SourceAddress.parse(source.address());
      }
    } catch (FetchException e) {
      section.error(source.line(), e.getMessage(), e.hint());
    }
    return source;
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

  private static TextEncoderOptions encoder(YamlSection section, String usual) {
    String pooling = section.text("pooling", usual).toUpperCase(Locale.ROOT);
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

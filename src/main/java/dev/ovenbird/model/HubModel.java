package dev.ovenbird.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.fetch.FetchException;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.fetch.HubAddress;
import dev.ovenbird.fetch.HubEntry;
import dev.ovenbird.fetch.HubSnapshot;
import dev.ovenbird.fetch.Pin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Chooses from a repository of the Hub what a site needs of it. */
final class HubModel {
  /** Where exporters put the whole model, the most exact first. */
  private static final List<String> ONNX =
      List.of(
          "onnx/model.onnx",
          "model.onnx",
          "onnx/decoder_model_merged.onnx",
          "decoder_model_merged.onnx",
          "onnx/model_fp16.onnx",
          "model_fp16.onnx");

  /** What Transformers.js asks for beside the model. */
  private static final List<String> COMPANIONS =
      List.of(
          "config.json",
          "generation_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "chat_template.jinja",
          "preprocessor_config.json",
          "processor_config.json");

  /** Cards name sentence encoders after what they are used for. */
  private static final Map<String, Task> OTHER_NAMES =
      Map.of("sentence-similarity", Task.FEATURE_EXTRACTION);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LISTED = 12;

  private final HubAddress address;
  private final HubSnapshot snapshot;
  private final Fetcher fetcher;

  private HubModel(HubAddress address, HubSnapshot snapshot, Fetcher fetcher) {
    this.address = address;
    this.snapshot = snapshot;
    this.fetcher = fetcher;
  }

  /**
   * Looks a model up and pins what is needed of it.
   *
   * @param source as the descriptor has it
   * @throws FetchException when it is not there, closed, or no ONNX model
   */
  static LockedModel lock(String source, HubAddress address, Fetcher fetcher) throws IOException {
    return new HubModel(address, fetcher.snapshot(address), fetcher).lock(source);
  }

  private LockedModel lock(String source) throws IOException {
    String onnx = address.path().isEmpty() ? usualOnnx() : writtenOnnx();
    SortedMap<String, LockedFile> files = new TreeMap<>();
    for (HubEntry entry : snapshot.files()) {
      if (entry.path().equals(onnx) || LockedModel.isData(entry.path(), onnx)) {
        put(files, entry);
      }
    }
    for (String name : COMPANIONS) {
      Optional<HubEntry> entry = companion(onnx, name);
      if (entry.isPresent()) {
        put(files, entry.get());
      }
    }
    return new LockedModel(
        source,
        address.repository(),
        snapshot.commit(),
        task(files),
        snapshot.license(),
        onnx,
        pooling(),
        files);
  }

  private void put(SortedMap<String, LockedFile> files, HubEntry entry) throws IOException {
    Pin pin = fetcher.pin(address, snapshot, entry);
    files.put(entry.path(), new LockedFile(pin.address().toString(), pin.size(), pin.sha256()));
  }

  private String writtenOnnx() throws FetchException {
    if (snapshot.file(address.path()).isEmpty()) {
      List<String> there = onnxFiles();
      throw new FetchException(
          address.repository() + " holds no " + address.path() + ".",
          there.isEmpty() ? export() : Suggestion.orList(address.path(), there));
    }
    return address.path();
  }

  private String usualOnnx() throws FetchException {
    List<String> there = onnxFiles();
    if (there.isEmpty()) {
      throw new FetchException(address.repository() + " holds no ONNX file.", export());
    }
    boolean halves = there.stream().anyMatch(path -> path.endsWith("encoder_model.onnx"));
    Optional<String> usual =
        ONNX.stream()
            .filter(path -> !halves || !path.contains("decoder"))
            .filter(there::contains)
            .findFirst();
    if (usual.isPresent()) {
      return usual.get();
    }
    if (there.size() == 1) {
      return there.get(0);
    }
    throw new FetchException(
        halves
            ? address.repository()
                + " is in two halves, an encoder and a decoder; those are not run."
            : "Which ONNX file of " + address.repository() + " is the original cannot be told.",
        "Name one, source: hf:"
            + address.repository()
            + "/PATH, of: "
            + listed(there)
            + ". The most exact is best; it is made small here.");
  }

  private List<String> onnxFiles() {
    return snapshot.files().stream()
        .map(HubEntry::path)
        .filter(path -> path.endsWith(".onnx"))
        .toList();
  }

  private String export() {
    return "It holds: "
        + listed(snapshot.files().stream().map(HubEntry::path).toList())
        + ". Export it with optimum-cli export onnx --model "
        + address.repository()
        + " DIR and name the files with file:, or look whether hf:onnx-community has it.";
  }

  private static String listed(List<String> paths) {
    String some = paths.stream().limit(LISTED).collect(Collectors.joining(", "));
    return paths.size() <= LISTED ? some : some + " and " + (paths.size() - LISTED) + " more";
  }

  /** Beside the model, or above its folder {@code onnx}; else at the repository's root. */
  private Optional<HubEntry> companion(String onnx, String name) {
    String folder = onnx.substring(0, onnx.lastIndexOf('/') + 1);
    String above =
        folder.equals("onnx/") || folder.endsWith("/onnx/")
            ? folder.substring(0, folder.length() - "onnx/".length())
            : folder;
    return snapshot.file(above + name).or(() -> snapshot.file(name));
  }

  private String task(SortedMap<String, LockedFile> files) throws IOException {
    String tag = snapshot.pipelineTag();
    if (!tag.isEmpty()) {
      return OTHER_NAMES.containsKey(tag) ? OTHER_NAMES.get(tag).id() : tag;
    }
    return architecture(files)
        .flatMap(
            name ->
                task(
                    name,
                    files.keySet().stream()
                        .anyMatch(path -> path.endsWith(ModelDescriptor.PREPROCESSOR))))
        .map(Task::id)
        .orElse("");
  }

  private static Optional<Task> task(String architecture, boolean hasPreprocessor) {
    if (architecture.endsWith("ForCausalLM") || architecture.endsWith("LMHeadModel")) {
      return Optional.of(Task.TEXT_GENERATION);
    }
    if (architecture.endsWith("ForImageClassification")) {
      return Optional.of(Task.IMAGE_CLASSIFICATION);
    }
    if (architecture.endsWith("Model")) {
      return Optional.of(hasPreprocessor ? Task.IMAGE_FEATURE_EXTRACTION : Task.FEATURE_EXTRACTION);
    }
    return Optional.empty();
  }

  /** As sentence-transformers writes it down. */
  private String pooling() throws IOException {
    Optional<HubEntry> entry = snapshot.file("1_Pooling/config.json");
    if (entry.isEmpty()) {
      return "";
    }
    Pin pin = fetcher.pin(address, snapshot, entry.get());
    try {
      JsonNode json = JSON.readTree(fetcher.fetch(pin.address(), pin.sha256()).toFile());
      if (json.path("pooling_mode_cls_token").asBoolean()) {
        return "cls";
      }
      return json.path("pooling_mode_mean_tokens").asBoolean() ? "mean" : "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private Optional<String> architecture(SortedMap<String, LockedFile> files) throws IOException {
    for (Map.Entry<String, LockedFile> file : files.entrySet()) {
      if (LockedModel.name(file.getKey()).equals("config.json")) {
        HubAddress config = address.at(snapshot.commit(), file.getKey());
        try {
          JsonNode json = JSON.readTree(fetcher.fetch(config, file.getValue().sha256()).toFile());
          return Optional.of(json.at("/architectures/0").asText(""))
              .filter(name -> !name.isEmpty());
        } catch (JsonProcessingException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}

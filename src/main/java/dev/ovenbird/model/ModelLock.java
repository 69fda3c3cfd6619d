package dev.ovenbird.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a descriptor's sources meant when they were first fetched, in {@code model.lock.json} beside
 * it. Belongs into version control: with it, every build takes the same bytes.
 *
 * @param model of the descriptor's {@code source}
 * @param files of its other sources that have no hash there, by address
 */
record ModelLock(Optional<LockedModel> model, SortedMap<String, LockedFile> files) {
  static final String FILE = "model.lock.json";

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  static ModelLock empty() {
    return new ModelLock(Optional.empty(), new TreeMap<>());
  }

  boolean isEmpty() {
    return model.isEmpty() && files.isEmpty();
  }

  /**
   * Reads a lock.
   *
   * @throws InputException when the file is none
   */
  static ModelLock read(Path file) throws IOException {
    try {
      JsonNode root = JSON.readTree(file.toFile());
      if (root.path("lockVersion").asInt() != VERSION) {
        throw damaged(file);
      }
      JsonNode model = root.path("model");
      return new ModelLock(
          model.isMissingNode() ? Optional.empty() : Optional.of(model(file, model)),
          files(file, root.path("files"), "source"));
    } catch (JsonProcessingException e) {
      throw damaged(file);
    }
  }

  private static LockedModel model(Path file, JsonNode model) {
    SortedMap<String, LockedFile> files = files(file, model.path("files"), "path");
    LockedModel locked =
        new LockedModel(
            model.path("source").asText(),
            model.path("repository").asText(),
            model.path("commit").asText(),
            model.path("task").asText(),
            model.path("license").asText(),
            model.path("onnx").asText(),
            model.path("pooling").asText(),
            new TreeMap<>());
    files.forEach(
        (path, found) ->
            locked
                .files()
                .put(path, new LockedFile(address(locked, path), found.size(), found.sha256())));
    if (!files.containsKey(locked.onnx())) {
      throw damaged(file);
    }
    return locked;
  }

  private static String address(LockedModel model, String path) {
    return "hf:" + model.repository() + "@" + model.commit() + "/" + path;
  }

  private static SortedMap<String, LockedFile> files(Path file, JsonNode list, String key) {
    SortedMap<String, LockedFile> files = new TreeMap<>();
    for (JsonNode each : list) {
      String name = each.path(key).asText();
      String sha256 = each.path("sha256").asText();
      if (name.isEmpty() || !sha256.matches("[0-9a-f]{64}")) {
        throw damaged(file);
      }
      files.put(
          name,
          new LockedFile(each.path("pinned").asText(name), each.path("size").asLong(), sha256));
    }
    return files;
  }

  private static InputException damaged(Path file) {
    return new InputException(
        Diagnostic.error(
            file,
            0,
            "This is no lock file of this version of Ovenbird.",
            "Take it from your version control, or delete it: the next build writes it anew."));
  }

  /** Writes the lock; the file appears whole or not at all. */
  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("lockVersion", VERSION);
    model.ifPresent(locked -> write(locked, root.putObject("model")));
    if (!files.isEmpty()) {
      ArrayNode list = root.putArray("files");
      files.forEach(
          (source, locked) -> {
            ObjectNode entry = list.addObject().put("source", source);
            if (!locked.address().equals(source)) {
              entry.put("pinned", locked.address());
            }
            entry.put("size", locked.size()).put("sha256", locked.sha256());
          });
    }
    // The same lines everywhere: the file is for version control.
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    Path fresh = file.resolveSibling("." + FILE + ".new");
    Files.writeString(fresh, JSON.writer(printer).writeValueAsString(root) + "\n");
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(LockedModel model, ObjectNode node) {
    node.put("source", model.source())
        .put("repository", model.repository())
        .put("commit", model.commit())
        .put("task", model.task())
        .put("license", model.license())
        .put("onnx", model.onnx());
    if (!model.pooling().isEmpty()) {
      node.put("pooling", model.pooling());
    }
    ArrayNode list = node.putArray("files");
    model
        .files()
        .forEach(
            (path, file) ->
                list.addObject()
                    .put("path", path)
                    .put("size", file.size())
                    .put("sha256", file.sha256()));
  }
}

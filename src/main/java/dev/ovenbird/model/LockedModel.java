package dev.ovenbird.model;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A model of the Hub as it was when the lock was written.
 *
 * @param source as the descriptor has it
 * @param repository owner and name
 * @param commit what the descriptor's revision meant
 * @param task guessed from its card or its configuration; empty where neither tells
 * @param license as its card has it; empty where it has none
 * @param onnx the path of its ONNX file, one of {@code files}
 * @param pooling how token vectors become one vector: {@code mean} or {@code cls}; empty where the
 *     repository does not say
 * @param files by path
 */
record LockedModel(
    String source,
    String repository,
    String commit,
    String task,
    String license,
    String onnx,
    String pooling,
    SortedMap<String, LockedFile> files) {

  private static final String TOKENIZER = "tokenizer.json";

  /** Its weights, where they lie in files of their own. */
  SortedMap<String, LockedFile> data() {
    return files.entrySet().stream()
        .filter(file -> isData(file.getKey(), onnx))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
  }

  Optional<LockedFile> tokenizer() {
    return files.entrySet().stream()
        .filter(file -> name(file.getKey()).equals(TOKENIZER))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** What Transformers.js reads beside the model and the tokenizer. */
  SortedMap<String, LockedFile> others() {
    SortedMap<String, LockedFile> others = new TreeMap<>(files);
    others
        .keySet()
        .removeIf(path -> path.equals(onnx) || isData(path, onnx) || name(path).equals(TOKENIZER));
    return others;
  }

  /** Whether a file holds weights of an ONNX file: {@code model.onnx_data}, {@code _data_1}. */
  static boolean isData(String path, String onnx) {
    return path.startsWith(onnx + "_data") || path.startsWith(onnx + ".data");
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

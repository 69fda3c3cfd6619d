package dev.ovenbird.content;

import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.trace.Inputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a build remembers of a parsed document for the next.
 *
 * @param hash of its file
 * @param status as the head has it
 * @param head all it says, as templates see it
 * @param headHash see {@link Document#headHash}
 * @param countedHash see {@link Document#countedHash}
 * @param bodyHash of the rendered text
 * @param read files that were read besides, and their hashes
 * @param made files that the text refers to, by their paths from the site's root
 * @param jbakeUri where JBake would publish it
 * @param inputs that were read for the text, and what they were
 */
public record RememberedDocument(
    String hash,
    String status,
    Map<String, Object> head,
    String headHash,
    String countedHash,
    String bodyHash,
    Map<String, String> read,
    Map<String, String> made,
    String jbakeUri,
    List<String> aliases,
    Map<String, String> inputs) {

  /** Empty for what holds values that cannot be written down; it is parsed anew each time. */
  public static Optional<RememberedDocument> of(
      Document document, FileHashes hashes, Inputs inputs) {
    if (document.remembered() != null) {
      return Optional.of(document.remembered());
    }
    Map<String, Object> head = document.head();
    if (!head.values().stream().allMatch(RememberedDocument::isPlain)) {
      return Optional.empty();
    }
    Map<String, String> read = new TreeMap<>();
    for (Path file : document.figures().read()) {
      read.put(file.toString(), Objects.toString(hashes.of(file), ""));
    }
    Map<String, String> made = new TreeMap<>();
    document.figures().made().forEach((path, file) -> made.put(path, file.toString()));
    return Optional.of(
        new RememberedDocument(
            document.hash(),
            document.from().status(),
            head,
            document.headHash(),
            document.countedHash(),
            document.bodyHash(),
            read,
            made,
            document.from().jbakeUri(),
            document.aliases(),
            inputs.values(document.inputs())));
  }

  /** Whether all that was read and made besides the document's own file is as it was. */
  boolean isWhole(FileHashes hashes) {
    return read.entrySet().stream()
            .allMatch(
                file ->
                    Objects.toString(hashes.of(Path.of(file.getKey())), "").equals(file.getValue()))
        && made.values().stream().allMatch(file -> Files.exists(Path.of(file)));
  }

  private static boolean isPlain(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().allMatch(RememberedDocument::isPlain);
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .allMatch(entry -> entry.getKey() instanceof String && isPlain(entry.getValue()));
    }
    return value == null
        || value instanceof String
        || value instanceof Heading.Entry
        || value instanceof String[]
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof Date;
  }
}

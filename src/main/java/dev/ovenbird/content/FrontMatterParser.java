package dev.ovenbird.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a document's head in JBake's form ({@code key=value} lines down to {@code ~~~~~~}) or in
 * YAML (between two lines {@code ---}). Stateless.
 */
final class FrontMatterParser {
  private static final String BOTH_FORMS =
      "Begin with lines like title=My post and end them with %s, or write YAML between two lines ---.";

  private static final Set<String> YAML_ENDS = Set.of("---", "...");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String separator;

  FrontMatterParser(String separator) {
    this.separator = separator;
  }

  /**
   * The head and the text below it; null when the head is wrong, which is then among the
   * diagnostics.
   *
   * @param text with lines that end as in Unix
   */
  FrontMatter parse(Path file, String text, Diagnostics diagnostics) {
    if (firstLine(text).strip().equals("---")) {
      return yaml(file, text, diagnostics);
    }
    Parts parts = Parts.cut(text, 0, line -> line.strip().equals(separator));
    return parts == null ? headless(file, text, diagnostics) : properties(file, parts, diagnostics);
  }

  /**
   * A text that was cut in two by a line.
   *
   * @param head the lines before it
   * @param body all that is behind it
   */
  private record Parts(List<String> head, String body) {
    /** Null where there is no such line. The text below is long, and not looked at. */
    static Parts cut(String text, int from, Predicate<String> isCut) {
      List<String> head = new ArrayList<>();
      for (int at = 0; at <= text.length(); ) {
        int end = lineEnd(text, at);
        String line = text.substring(at, end);
        if (head.size() >= from && isCut.test(line)) {
          String body = text.substring(Math.min(end + 1, text.length()));
          return new Parts(head, body.concat("\n"));
        }
        head.add(line);
        at = end + 1;
      }
      return null;
    }

    int bodyLine() {
      return head.size() + 2;
    }
  }

  private static String firstLine(String text) {
    return text.substring(0, lineEnd(text, 0));
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private FrontMatter headless(Path file, String text, Diagnostics diagnostics) {
    String first = firstLine(text).strip();
    if (first.equals("+++") || first.equals("{")) {
      diagnostics.error(
          file,
          1,
          first,
          "This front matter is "
              + (first.equals("{") ? "JSON" : "TOML")
              + ", which is not read here.",
          String.format(BOTH_FORMS, separator));
      return null;
    }
    if (first.matches("(title|date|type|status|tags)\\s*:.*")) {
      diagnostics.error(
          file,
          1,
          "This front matter is neither JBake's nor YAML.",
          "Put a line --- before and behind it if it is YAML; "
              + "write key=value, and a line "
              + separator
              + " behind it, if it is not.");
      return null;
    }
    if (firstLine(text).matches("[A-Za-z][\\w.-]*\\s*=.*")) {
      diagnostics.error(
          file,
          1,
          "The front matter has no end.",
          "Put a line " + separator + " between it and the text.");
      return null;
    }
    return new FrontMatter(Map.of(), Map.of(), text + "\n", 1);
  }

  private FrontMatter properties(Path file, Parts parts, Diagnostics diagnostics) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    boolean good = true;
    for (int i = 0; i < parts.head().size(); i++) {
      String line = parts.head().get(i);
      int equals = line.indexOf('=');
      if (line.isBlank()) {
        continue;
      }
      if (equals <= 0) {
        diagnostics.error(
            file,
            i + 1,
            line.strip(),
            "A line of the front matter sets nothing: " + line.strip(),
            String.format(BOTH_FORMS, separator));
        good = false;
        continue;
      }
      String key = line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      good &= put(file, values, places, key, jsonOrText(value), i + 1, diagnostics);
    }
    return good ? new FrontMatter(values, places, parts.body(), parts.bodyLine()) : null;
  }

  /** JBake takes a value in braces for a JSON object; what is none stays text. */
  private static Object jsonOrText(String value) {
    if (value.startsWith("{") && value.endsWith("}")) {
      try {
        return JSON.readValue(value, Map.class);
      } catch (JsonProcessingException e) {
        return value;
      }
    }
    return value;
  }

  private static boolean put(
      Path file,
      Map<String, Object> values,
      Map<String, Integer> places,
      String key,
      Object value,
      int line,
      Diagnostics diagnostics) {
    if (places.containsKey(key)) {
      diagnostics.error(
          file,
          line,
          key,
          "\"" + key + "\" is set twice, first in line " + places.get(key) + ".",
          "Remove one of the two.");
      return false;
    }
    values.put(key, value);
    places.put(key, line);
    return true;
  }

  private FrontMatter yaml(Path file, String text, Diagnostics diagnostics) {
    Parts parts = Parts.cut(text, 1, line -> YAML_ENDS.contains(line.stripTrailing()));
    if (parts == null) {
      diagnostics.error(
          file,
          1,
          "The front matter has no end.",
          "Put a second line --- between it and the text.");
      return null;
    }
    try {
      return yaml(file, parts, diagnostics);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      Diagnostic wrong =
          Diagnostic.error(
              file,
              mark == null ? 1 : mark.getLine() + 2,
              "The front matter is not YAML: " + e.getProblem() + ".",
              "Put quotation marks around a value that contains a colon or begins with a special sign.");
      diagnostics.add(mark == null ? wrong : wrong.at(mark.getColumn() + 1, 1));
    } catch (YAMLException e) {
      diagnostics.error(file, 1, "The front matter is not YAML: " + e.getMessage(), "");
    }
    return null;
  }

  private FrontMatter yaml(Path file, Parts parts, Diagnostics diagnostics) {
    Yaml yaml = new Yaml(new TextScalars());
    String head = String.join("\n", parts.head().subList(1, parts.head().size())) + "\n";
    Node node = yaml.compose(new StringReader(head));
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    if (node != null && !(node instanceof MappingNode)) {
      diagnostics.error(
          file, 2, "The front matter is no list of settings.", "Write lines like title: My post.");
      return null;
    }
    boolean good = true;
    if (node instanceof MappingNode mapping) {
      Map<?, ?> loaded = yaml.load(head);
      for (NodeTuple tuple : mapping.getValue()) {
        int line = tuple.getKeyNode().getStartMark().getLine() + 2;
        if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
          diagnostics.error(file, line, "A key of the front matter is no word.", "");
          good = false;
          continue;
        }
        String key = name.getValue();
        good &= put(file, values, places, key, loaded.get(key), line, diagnostics);
      }
    }
    return good ? new FrontMatter(values, places, parts.body(), parts.bodyLine()) : null;
  }

  /** YAML without its guesses: dates, numbers and yes/no stay the text the author wrote. */
  private static final class TextScalars extends SafeConstructor {
    TextScalars() {
      super(new LoaderOptions());
      for (Tag tag : List.of(Tag.TIMESTAMP, Tag.INT, Tag.FLOAT, Tag.BOOL)) {
        yamlConstructors.put(tag, new ConstructYamlStr());
      }
    }
  }
}

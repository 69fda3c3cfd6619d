package dev.ovenbird.figures;

import dev.ovenbird.diagnostics.Suggestion;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Settings in YAML at the top of a fenced block. What is wrong with them is told at their lines;
 * then {@link #isGood()} no longer holds.
 */
final class BlockHead {
  private final Fence fence;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private boolean good = true;

  private BlockHead(Fence fence) {
    this.fence = fence;
  }

  static BlockHead of(Fence fence, String yaml) {
    BlockHead head = new BlockHead(fence);
    // The block's first line is that below the fence.
    int first = fence.line() + 1;
    try {
      Node root =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
      if (root instanceof MappingNode mapping) {
        head.read(mapping, first);
      } else {
        head.error(first, "The block begins with no settings.", "Begin with lines like type: bar.");
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
      head.error(
          first + line,
          "The block's settings are not YAML: " + e.getProblem() + ".",
          "Put quotation marks around a value that contains a colon or begins with a special sign.");
    } catch (YAMLException e) {
      head.error(first, "The block's settings are not YAML: " + e.getMessage(), "");
    }
    return head;
  }

  private void read(MappingNode mapping, int first) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        values.put(key.getValue(), tuple.getValueNode());
        lines.put(key.getValue(), first + key.getStartMark().getLine());
      }
    }
  }

  BlockHead allowing(List<String> known) {
    lines.forEach(
        (key, line) -> {
          if (!known.contains(key)) {
            error(line, "Unknown setting: " + key, Suggestion.orList(key, known));
          }
        });
    return this;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** A text; empty where it is missing. */
  String text(String key) {
    Node node = values.get(key);
    if (node == null || node instanceof ScalarNode) {
      return node == null ? "" : ((ScalarNode) node).getValue().strip();
    }
    error(lineOf(key), "\"" + key + "\" is no single value.", "");
    return "";
  }

  /** Some texts, of which one may stand without brackets. */
  List<String> texts(String key) {
    return values.get(key) instanceof SequenceNode sequence
        ? sequence.getValue().stream()
            .map(item -> item instanceof ScalarNode scalar ? scalar.getValue().strip() : "")
            .toList()
        : has(key) ? List.of(text(key)) : List.of();
  }

  /** One of some words, the first of which is meant where the setting is missing. */
  String choice(String key, List<String> words) {
    String value = text(key);
    if (value.isEmpty() || words.contains(value)) {
      return value.isEmpty() ? words.get(0) : value;
    }
    error(lineOf(key), "Unknown " + key + ": " + value, Suggestion.orList(value, words));
    return words.get(0);
  }

  /** A whole number from 0 on. */
  Optional<Integer> count(String key) {
    String value = text(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.matches("\\d{1,2}")) {
      return Optional.of(Integer.valueOf(value));
    }
    error(lineOf(key), "\"" + key + "\" is no small whole number: " + value, "");
    return Optional.empty();
  }

  int lineOf(String key) {
    return lines.getOrDefault(key, fence.line());
  }

  void error(int line, String message, String hint) {
    good = false;
    fence.scope().error(line, message, hint);
  }

  boolean isGood() {
    return good;
  }
}

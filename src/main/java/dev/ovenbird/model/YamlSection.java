package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The settings of one level of a YAML file. Whatever is wrong with them becomes a diagnostic. */
final class YamlSection {
  private final Path file;
  private final String name;
  private final int line;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Diagnostics diagnostics;

  YamlSection(Path file, String name, Node node, Diagnostics diagnostics) {
    this.file = file;
    this.name = name;
    this.diagnostics = diagnostics;
    this.line = node == null ? 1 : line(node);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          nodes.put(key.getValue(), tuple.getValueNode());
          lines.put(key.getValue(), line(key));
        }
      }
    } else if (node != null) {
      error(line, "\"" + name + "\" holds no settings.", "Write lines like key: value below it.");
    }
  }

  /** Complains about keys that nothing reads; most are misspelt. */
  YamlSection allowing(List<String> known) {
    return allowing(known, Set.of());
  }

  /** The same, but for keys of which something was said already. */
  YamlSection allowing(List<String> known, Set<String> said) {
    lines.forEach(
        (key, at) -> {
          if (!known.contains(key) && !said.contains(key)) {
            error(at, "Unknown setting: " + name(key), Suggestion.orList(key, known));
          }
        });
    return this;
  }

  /** A section of this one; an empty one where it is missing. */
  YamlSection section(String key) {
    return new YamlSection(file, name(key), nodes.get(key), diagnostics);
  }

  /** The sections that a list holds, {@code key[0]} the first; none where the key is missing. */
  List<YamlSection> sections(String key) {
    List<YamlSection> sections = new ArrayList<>();
    Node node = nodes.get(key);
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        sections.add(
            new YamlSection(file, name(key) + "[" + sections.size() + "]", item, diagnostics));
      }
    } else if (node != null) {
      error(lineOf(key), "\"" + name(key) + "\" is no list.", "Begin each entry with a dash.");
    }
    return sections;
  }

  /** Whether a key holds settings of its own rather than one value. */
  boolean isSection(String key) {
    return nodes.get(key) instanceof MappingNode;
  }

  Path file() {
    return file;
  }

  boolean has(String key) {
    return nodes.containsKey(key);
  }

  int lineOf(String key) {
    return lines.getOrDefault(key, line);
  }

  /** A text, or the other one where it is missing. */
  String text(String key, String otherwise) {
    Node node = nodes.get(key);
    if (node == null) {
      return otherwise;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().strip();
    }
    error(lineOf(key), "\"" + name(key) + "\" is no single value.", "");
    return otherwise;
  }

  /** A text that has to be there; empty, with a diagnostic, where it is not. */
  String required(String key) {
    String value = text(key, "");
    if (value.isEmpty()) {
      error(lineOf(key), "\"" + name(key) + "\" is missing.", "Add a line " + key + ": …");
    }
    return value;
  }

  double number(String key, double otherwise) {
    String value = text(key, "");
    try {
      return value.isEmpty() ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      error(lineOf(key), "\"" + name(key) + "\" is no number: " + value, "");
      return otherwise;
    }
  }

  List<String> texts(String key) {
    List<String> values = new ArrayList<>();
    Node node = nodes.get(key);
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar) {
          values.add(scalar.getValue().strip());
        }
      }
    } else if (node != null) {
      error(lineOf(key), "\"" + name(key) + "\" is no list.", "Write it like [a, b].");
    }
    return values;
  }

  /**
   * A file or folder in the descriptor's folder.
   *
   * @param path as it was written; an empty one, already complained of, passes
   * @param kind what it has to be, for people
   */
  Path local(String key, String path, Predicate<Path> is, String kind) {
    Path folder = file.getParent();
    Path found = folder.resolve(path).normalize();
    if (!path.isEmpty() && !(found.startsWith(folder.normalize()) && is.test(found))) {
      error(
          lineOf(key),
          "There is no " + kind + " " + path + " in the model's folder.",
          "Paths are from " + folder.getFileName() + "/ and stay inside it.");
    }
    return found;
  }

  void error(int at, String message, String hint) {
    diagnostics.error(file, at, message, hint);
  }

  private String name(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}

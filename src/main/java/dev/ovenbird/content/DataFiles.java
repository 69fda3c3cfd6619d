package dev.ovenbird.content;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What a site's data folder holds: YAML, JSON and CSV, for templates and shortcodes. A row of a CSV
 * file is a map by the names in its first line; numbers are numbers. Immutable and thread-safe.
 */
public final class DataFiles {
  private static final List<String> EXTENSIONS = List.of("yaml", "yml", "json", "csv");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Made for the first who needs it: most sites have no such file. */
  private static final class Csv {
    private static final CsvMapper MAPPER =
        CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
  }

  private final Map<String, Object> tree = new TreeMap<>();
  private final Map<String, Object> byPath = new TreeMap<>();
  private final Map<String, Path> origins = new TreeMap<>();

  private DataFiles() {}

  /**
   * Reads all of them; other files are left alone.
   *
   * @param diagnostics takes what is wrong
   */
  public static DataFiles read(SiteConfig config, Diagnostics diagnostics) throws IOException {
    DataFiles data = new DataFiles();
    Path folder = config.source().resolve(config.text("data.folder", "data"));
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String path = folder.relativize(file).toString().replace('\\', '/');
          if (!path.startsWith(".") && !path.contains("/.")) {
            data.add(file, path, diagnostics);
          }
        }
      }
    }
    return data;
  }

  /** Folders and files by their names without extensions: {@code team/people.yaml} is two steps. */
  public Map<String, Object> tree() {
    return tree;
  }

  /** The contents of files by their paths from the data folder, in JBake's way. */
  public Map<String, Object> byPath() {
    return byPath;
  }

  private void add(Path file, String path, Diagnostics diagnostics) throws IOException {
    int dot = path.lastIndexOf('.');
    String extension = path.substring(dot + 1);
    if (dot < 0 || !EXTENSIONS.contains(extension)) {
      return;
    }
    String name = path.substring(0, dot);
    Path other = origins.putIfAbsent(name, file);
    if (other != null) {
      diagnostics.error(
          file,
          0,
          "Two data files are called " + name + "; the other is " + other.getFileName() + ".",
          "Rename one of them: templates know them without their extensions.");
      return;
    }
    Object content = parse(file, extension, diagnostics);
    if (content != null) {
      byPath.put(path, content);
      put(name, content);
    }
  }

  @SuppressWarnings("unchecked")
  private void put(String name, Object content) {
    Map<String, Object> folder = tree;
    String[] steps = name.split("/");
    for (int i = 0; i < steps.length - 1; i++) {
      Object next = folder.computeIfAbsent(steps[i], step -> new TreeMap<String, Object>());
      if (!(next instanceof TreeMap)) {
        // A file and a folder of one name; the file was there first and stays.
        return;
      }
      folder = (Map<String, Object>) next;
    }
    folder.putIfAbsent(steps[steps.length - 1], content);
  }

  private static Object parse(Path file, String extension, Diagnostics diagnostics)
      throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (MalformedInputException e) {
      diagnostics.error(file, 0, "The file is not UTF-8.", "Save it as UTF-8.");
      return null;
    }
    try {
      return switch (extension) {
        case "json" -> JSON.readValue(text, Object.class);
        case "csv" -> csv(text);
        default -> new Yaml(new WithoutDates()).load(text);
      };
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      diagnostics.add(
          wrong(
              file,
              extension.equals("csv") ? "CSV" : "JSON",
              e.getOriginalMessage(),
              at == null ? 0 : at.getLineNr(),
              at == null ? 0 : at.getColumnNr()));
    } catch (MarkedYAMLException e) {
      diagnostics.add(
          wrong(
              file,
              "YAML",
              e.getProblem(),
              e.getProblemMark().getLine() + 1,
              e.getProblemMark().getColumn() + 1));
    } catch (YAMLException e) {
      diagnostics.add(wrong(file, "YAML", e.getMessage(), 0, 0));
    }
    return null;
  }

  private static Diagnostic wrong(Path file, String form, String problem, int line, int column) {
    String sentence = problem.strip().replaceAll("\\s*\\R.*", "").replaceAll("\\.$", "");
    Diagnostic wrong =
        Diagnostic.error(file, Math.max(0, line), "This is no " + form + ": " + sentence + ".", "");
    return column > 0 && !wrong.text().isEmpty() ? wrong.at(column, 1) : wrong;
  }

  private static List<Map<String, Object>> csv(String text) throws IOException {
    CsvSchema header = CsvSchema.emptySchema().withHeader();
    List<Map<String, Object>> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> lines =
        Csv.MAPPER.readerForMapOf(String.class).with(header).readValues(text)) {
      while (lines.hasNext()) {
        Map<String, Object> row = new LinkedHashMap<>();
        lines.next().forEach((name, value) -> row.put(name.strip(), number(value)));
        rows.add(row);
      }
    } catch (RuntimeJsonMappingException e) {
      throw e.getCause() instanceof JsonProcessingException cause ? cause : new IOException(e);
    }
    return rows;
  }

  private static Object number(String value) {
    String text = value == null ? "" : value.strip();
    return text.matches("-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?") ? new BigDecimal(text) : text;
  }

  /** A date stays the text that the author wrote: YAML would take it for one of UTC. */
  private static final class WithoutDates extends SafeConstructor {
    WithoutDates() {
      super(new LoaderOptions());
      yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
    }
  }
}

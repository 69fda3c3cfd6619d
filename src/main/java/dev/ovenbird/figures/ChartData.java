package dev.ovenbird.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvReadException;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of data and their columns by name, from a block's own text, a CSV file, or an array of
 * objects in a JSON file.
 *
 * @param rows objects; a column may lie deeper in them, {@code time.median}
 */
record ChartData(List<JsonNode> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.ALLOW_TRAILING_COMMA)
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .build();

  /** Of a block's head or of the text below it; no rows where that is wrong. */
  static ChartData of(BlockHead head, String below, Fence fence) {
    if (!head.has("file")) {
      if (below.isBlank()) {
        head.error(
            fence.line(),
            "The chart has no data.",
            "Write CSV below a line ---, or name a file: data/times.csv.");
        return new ChartData(List.of());
      }
      return csv(below, head, fence.line());
    }
    int line = head.lineOf("file");
    String name = head.text("file");
    if (!below.isBlank()) {
      head.error(line, "The chart has data of its own and a file.", "Remove one of the two.");
    }
    Path file = fence.scope().find(name);
    if (file == null) {
      head.error(
          line,
          "There is no file " + name + ".",
          "Paths are from the document's folder or from the site's, and stay inside it.");
      return new ChartData(List.of());
    }
    try {
      String text = Files.readString(file);
      return name.endsWith(".json") ? json(text, head, name) : csv(text, head, line);
    } catch (CharacterCodingException e) {
      head.error(line, "The file is not UTF-8: " + name, "Save it as UTF-8.");
    } catch (IOException e) {
      head.error(line, "The file cannot be read: " + name, "");
    }
    return new ChartData(List.of());
  }

  private static ChartData csv(String text, BlockHead head, int line) {
    List<JsonNode> rows = new ArrayList<>();
    try (var values =
        CSV.readerFor(JsonNode.class).with(CsvSchema.emptySchema().withHeader()).readValues(text)) {
      while (values.hasNextValue()) {
        rows.add((JsonNode) values.nextValue());
      }
    } catch (CsvReadException e) {
      head.error(
          line,
          "A row of the data has not as many cells as there are columns: row " + (rows.size() + 1),
          "Put quotation marks around a cell that contains a comma.");
    } catch (IOException e) {
      head.error(line, "The data is no CSV: " + e.getMessage().lines().findFirst().orElse(""), "");
    }
    return new ChartData(rows);
  }

  private static ChartData json(String text, BlockHead head, String name) {
    try {
      JsonNode found = JSON.readTree(text);
      for (String step : head.text("rows").split("\\.")) {
        found = step.isEmpty() ? found : at(found, step);
      }
      List<JsonNode> rows = new ArrayList<>();
      if (found.isArray()) {
        found.forEach(rows::add);
      } else if (found.isObject()) {
        // Named entries are rows too; the name is a column.
        found
            .fields()
            .forEachRemaining(
                entry -> {
                  ObjectNode row = JSON.createObjectNode().put("name", entry.getKey());
                  if (entry.getValue() instanceof ObjectNode object) {
                    row.setAll(object);
                  } else {
                    row.set("value", entry.getValue());
                  }
                  rows.add(row);
                });
      }
      if (rows.isEmpty()) {
        head.error(
            head.lineOf(head.has("rows") ? "rows" : "file"),
            "There are no rows in " + name + (head.has("rows") ? " at " + head.text("rows") : ""),
            "Write where they are, like rows: results.builds.");
      }
      return new ChartData(rows);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      head.error(head.lineOf("file"), name + " is not JSON, in its line " + line + ".", "");
      return new ChartData(List.of());
    }
  }

  /** A field of an object or, by a number from 0 on, an element of an array. */
  private static JsonNode at(JsonNode node, String step) {
    return node.isArray() && step.matches("\\d{1,6}")
        ? node.path(Integer.parseInt(step))
        : node.path(step);
  }

  /** The columns of all rows that hold one value, in the order in which they are met. */
  List<String> columns() {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode row : rows) {
      row.fields()
          .forEachRemaining(
              field -> {
                if (field.getValue().isValueNode()) {
                  names.add(field.getKey());
                }
              });
    }
    return List.copyOf(names);
  }

  /** Whether some row has the column. */
  boolean has(String column) {
    return rows.stream().anyMatch(row -> !cell(row, column).isMissingNode());
  }

  /** The cells of a column as text; empty where there is none. */
  List<String> cells(String column) {
    return rows.stream()
        .map(row -> cell(row, column))
        .map(cell -> cell.isNull() ? "" : cell.asText("").strip())
        .toList();
  }

  private static JsonNode cell(JsonNode row, String column) {
    if (row.has(column)) {
      return row.get(column);
    }
    JsonNode found = row;
    for (String step : column.split("\\.")) {
      found = at(found, step);
    }
    return found == row ? MissingNode.getInstance() : found;
  }
}

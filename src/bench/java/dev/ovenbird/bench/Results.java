package dev.ovenbird.bench;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark measured, beside its tables: a file of JSON in {@code data/numbers}, from which
 * our site draws its charts. Each table has its own date and machine, so that one of them can be
 * measured anew without the others.
 */
final class Results {
  private static final Path FOLDER = Path.of("data", "numbers");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final Map<String, Object> circumstances = new LinkedHashMap<>();

  /** Measures what a table shows, prints it, and gives it as Jackson writes it. */
  @FunctionalInterface
  interface Table {
    Object print() throws Exception;
  }

  /** Begins with the machine, which is printed, too. */
  Results(String name) throws IOException {
    file = FOLDER.resolve(name);
    Machine machine = Machine.here();
    System.out.println(machine);
    circumstances.put("machine", machine);
  }

  /**
   * The tables that are to be printed.
   *
   * @param arguments their names, with commas between; all if there are none
   */
  static Map<String, Table> chosen(Map<String, Table> tables, String[] arguments) {
    if (arguments.length == 0 || arguments[0].isBlank()) {
      return tables;
    }
    List<String> names = List.of(arguments[0].split(","));
    if (!tables.keySet().containsAll(names)) {
      throw new IllegalArgumentException("There are the tables " + tables.keySet());
    }
    Map<String, Table> chosen = new LinkedHashMap<>();
    names.forEach(name -> chosen.put(name, tables.get(name)));
    return chosen;
  }

  /** Something that holds for all tables of this run, such as the browser. */
  void note(String name, Object value) {
    circumstances.put(name, value);
  }

  /** Prints tables, and says where else they are. */
  void print(Map<String, Table> tables) throws Exception {
    for (Map.Entry<String, Table> table : tables.entrySet()) {
      put(table.getKey(), table.getValue().print());
    }
    System.out.println();
    System.out.println("Also in " + file);
  }

  /** To four digits that count: more were never measured. Shares near 1 keep six places. */
  private static JsonNode rounded(JsonNode node) {
    if (node.isDouble() || node.isFloat()) {
      double value = node.doubleValue();
      if (!Double.isFinite(value) || Math.abs(value) <= 1) {
        return Double.isFinite(value)
            ? new DecimalNode(
                new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros())
            : NullNode.getInstance();
      }
      return new DecimalNode(
          new BigDecimal(new BigDecimal(value).round(new MathContext(4)).toPlainString()));
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, rounded(array.get(i)));
      }
    } else if (node instanceof ObjectNode object) {
      object.properties().forEach(entry -> entry.setValue(rounded(entry.getValue())));
    }
    return node;
  }

  /** Written after each table: the next may take long, or fail. */
  private void put(String name, Object rows) throws IOException {
    ObjectNode tables =
        Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode before
            ? before
            : JSON.createObjectNode();
    ObjectNode table = JSON.valueToTree(circumstances);
    JsonNode measured = rounded(JSON.valueToTree(rows));
    if (measured instanceof ObjectNode more) {
      table.setAll(more);
    } else {
      table.set("rows", measured);
    }
    tables.set(name, table);
    Files.createDirectories(file.getParent());
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    Files.writeString(file, JSON.writer(printer).writeValueAsString(tables) + "\n");
  }
}

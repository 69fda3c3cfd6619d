package dev.ovenbird.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a benchmark measured, beside its tables: a file of JSON in {@code target/bench}. */
final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Measures what a table shows, prints it, and gives it as Jackson writes it. */
  @FunctionalInterface
  interface Table {
    Object print() throws Exception;
  }

  /** Begins with the machine, which is printed, too. */
  Results(String name) throws IOException {
    file = Path.of("target", "bench", name);
    Machine machine = Machine.here();
    System.out.println(machine);
    values.put("machine", machine);
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

  /** Prints tables, and says where else they are. */
  void print(Map<String, Table> tables) throws Exception {
    for (Map.Entry<String, Table> table : tables.entrySet()) {
      put(table.getKey(), table.getValue().print());
    }
    System.out.println();
    System.out.println("Also in " + file);
  }

  /** Written after each value: the next may take long. */
  void put(String name, Object value) throws IOException {
    values.put(name, value);
    Files.createDirectories(file.getParent());
    JSON.writeValue(file.toFile(), values);
  }
}

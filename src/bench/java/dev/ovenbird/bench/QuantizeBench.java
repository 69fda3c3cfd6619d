package dev.ovenbird.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that is measured of the quantizer, as tables and as {@code quantize.json}. */
public final class QuantizeBench {
  private static final Path JSON = Path.of("target", "bench", "quantize.json");

  private QuantizeBench() {}

  /** Measures what a table shows, prints it, and gives it as Jackson writes it. */
  @FunctionalInterface
  private interface Table {
    Object print() throws Exception;
  }

  /**
   * @param arguments the names of tables, with commas between; all if there are none
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, Table> tables = new LinkedHashMap<>();
    tables.put("gemma", GemmaTable::print);
    tables.put("minilm", MiniLmTable::print);
    tables.put("speed", ChromiumSpeed::print);
    tables.put("agreement", ChromiumAgreement::print);
    tables.put("zoo", ZooTable::print);
    List<String> chosen =
        arguments.length == 0 || arguments[0].isBlank()
            ? List.copyOf(tables.keySet())
            : List.of(arguments[0].split(","));
    if (!tables.keySet().containsAll(chosen)) {
      throw new IllegalArgumentException("There are the tables " + tables.keySet());
    }
    Machine machine = Machine.here();
    System.out.println(machine);
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("machine", machine);
    for (String name : chosen) {
      results.put(name, tables.get(name).print());
      write(results);
    }
    System.out.println();
    System.out.println("Also in " + JSON);
  }

  /** After each table: the next may take long. */
  private static void write(Map<String, Object> results) throws Exception {
    Files.createDirectories(JSON.getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(JSON.toFile(), results);
  }
}

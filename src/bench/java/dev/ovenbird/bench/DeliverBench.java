package dev.ovenbird.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader of our pages waits for and downloads, beside a page of Transformers.js alone that
 * has the same model; as tables and as {@code deliver.json}.
 */
public final class DeliverBench {
  private static final Path FOLDER = Path.of("target", "bench", "deliver");
  private static final Path JSON = Path.of("target", "bench", "deliver.json");

  private DeliverBench() {}

  /** Measures what a table shows, and prints it. */
  @FunctionalInterface
  private interface Table {
    List<DeliveryRow> print() throws Exception;
  }

  /**
   * @param arguments the names of tables, with commas between; all if there are none
   */
  public static void main(String[] arguments) throws Exception {
    Machine machine = Machine.here();
    System.out.println(machine);
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("machine", machine);
    Path source = DeliverySource.copy(FOLDER.resolve("source"));
    try (DeliveryHosts hosts = new DeliveryHosts(source, FOLDER)) {
      Map<String, Table> tables = new LinkedHashMap<>();
      tables.put(
          "bytes",
          () -> DeliveryBytes.firstVisit(hosts, FOLDER.resolve("site"), FOLDER.resolve("plain")));
      tables.put("starts", () -> DeliveryTimes.starts(hosts));
      tables.put("answers", () -> DeliveryTimes.answers(hosts));
      tables.put(
          "change", () -> DeliveryBytes.afterTheNextBuild(hosts, new DeliverySource(source)));
      tables.put("memory", () -> DeliveryMemory.print(FOLDER.resolveSibling("deliver-large")));
      List<String> chosen =
          arguments.length == 0 || arguments[0].isBlank()
              ? List.copyOf(tables.keySet())
              : List.of(arguments[0].split(","));
      if (!tables.keySet().containsAll(chosen)) {
        throw new IllegalArgumentException("There are the tables " + tables.keySet());
      }
      try (DeliveryVisit any = new DeliveryVisit(hosts.plain, DeliveryHosts.PLAIN)) {
        String browser = any.browser().script("return navigator.userAgent");
        System.out.println(browser);
        results.put("browser", browser);
      }
      System.out.println(
          "All-MiniLM-L6-v2 on WebAssembly, in q8 where nothing else is said; both hosts send files as they are, without headers"
              + " of their own");
      System.out.println(DeliveryRow.head());
      for (String name : chosen) {
        results.put(name, tables.get(name).print());
        Files.createDirectories(JSON.getParent());
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValue(JSON.toFile(), results);
      }
    }
    System.out.println();
    System.out.println("Also in " + JSON);
  }
}

package dev.ovenbird.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a reader of our pages waits for and downloads, beside a page of Transformers.js alone that
 * has the same model; as tables and as {@code data/numbers/deliver.json}.
 */
public final class DeliverBench {
  private static final Path FOLDER = Path.of("target", "bench", "deliver");

  private DeliverBench() {}

  /**
   * @param arguments the names of tables, with commas between; all if there are none
   */
  public static void main(String[] arguments) throws Exception {
    Results results = new Results("deliver.json");
    Path source = DeliverySource.copy(FOLDER.resolve("source"));
    try (DeliveryHosts hosts = new DeliveryHosts(source, FOLDER)) {
      Map<String, Results.Table> tables = new LinkedHashMap<>();
      tables.put(
          "bytes",
          () -> DeliveryBytes.firstVisit(hosts, FOLDER.resolve("site"), FOLDER.resolve("plain")));
      tables.put("starts", () -> DeliveryTimes.starts(hosts));
      tables.put("answers", () -> DeliveryTimes.answers(hosts));
      tables.put(
          "change", () -> DeliveryBytes.afterTheNextBuild(hosts, new DeliverySource(source)));
      tables.put("chat", () -> DeliveryChat.print(hosts));
      tables.put("visits", () -> DeliveryVisits.print(hosts));
      tables.put("memory", () -> DeliveryMemory.print(FOLDER.resolveSibling("deliver-large")));
      Map<String, Results.Table> chosen = Results.chosen(tables, arguments);
      try (DeliveryVisit any = new DeliveryVisit(hosts.plain, DeliveryHosts.PLAIN)) {
        String browser = any.browser().script("return navigator.userAgent");
        System.out.println(browser);
        results.note("browser", browser);
      }
      System.out.println(
          "All-MiniLM-L6-v2 on WebAssembly, in q8 where nothing else is said; both hosts send files as they are, without headers"
              + " of their own");
      System.out.println(DeliveryRow.head());
      results.print(chosen);
    }
  }
}

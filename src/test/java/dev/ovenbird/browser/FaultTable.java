package dev.ovenbird.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What became of each fault, in the order of the tests. Not thread-safe. */
final class FaultTable {
  private static final Path FILE = Path.of("target", "faults.md");

  private final List<Row> rows = new ArrayList<>();

  /**
   * One fault.
   *
   * @param outcome what the reader met
   * @param again bytes of the model that were sent beyond one copy of it
   * @param bad stored shards that are not what their names say
   */
  private record Row(String fault, String outcome, long again, long bad) {
    @Override
    public String toString() {
      return "| %-48s | %-58s | %13d | %10d |".formatted(fault, outcome, again, bad);
    }
  }

  void add(String fault, String outcome, long again, long bad) {
    rows.add(new Row(fault, outcome, again, bad));
  }

  /** Prints the table, and writes it as Markdown. */
  void publish() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| %-48s | %-58s | %-13s | %-10s |"
            .formatted("Fault", "What the reader meets", "Fetched again", "Bad shards"));
    lines.add(
        "|%s|%s|%s:|%s:|"
            .formatted("-".repeat(50), "-".repeat(60), "-".repeat(14), "-".repeat(11)));
    rows.forEach(row -> lines.add(row.toString()));
    long bad = rows.stream().mapToLong(Row::bad).sum();
    lines.add("");
    lines.add("%d cases, %d bad shards stored.".formatted(rows.size(), bad));
    System.out.println(String.join(System.lineSeparator(), lines));
    Files.createDirectories(FILE.getParent());
    Files.write(FILE, lines);
  }
}

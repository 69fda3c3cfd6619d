package dev.ovenbird.bench;

import dev.ovenbird.cache.BuildCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether JBake's own example project says the same to readers when we bake it: each page's visible
 * text, beside stock JBake's. Fails where it does not.
 */
public final class JBakeBench {
  /** What was compared last; a commit of Git names its bytes. */
  private static final String COMMIT = "17b95bc42541f99e142bed9add74fd04b681aa84";

  private static final Path FOLDER = Path.of("target", "bench", "jbake");

  private JBakeBench() {}

  /**
   * @param arguments what Git clones: an address or a folder
   */
  public static void main(String[] arguments) throws Exception {
    Path example = example(arguments[0]);
    Path stock = FOLDER.resolve("stock");
    Path ours = FOLDER.resolve("ours");
    BuildCache.delete(stock);
    BuildCache.delete(ours);
    ChildProcess.run(StockJBake.command(example, stock));
    ChildProcess.run(
        ChildProcess.ovenbird(
            List.of(),
            "generate",
            "--clean",
            "--source",
            example.toString(),
            "--output",
            ours.toString()));
    List<PageTexts.Row> rows = PageTexts.compare(stock, ours);
    System.out.printf("%-32s %7s %7s%n", "words on page", "JBake", "ours");
    for (PageTexts.Row row : rows) {
      System.out.printf(
          "%-32s %7s %7s   %s%n",
          row.path(), words(row.stock()), words(row.ours()), row.difference());
    }
    List<PageTexts.Row> wrong = rows.stream().filter(PageTexts.Row::isWrong).toList();
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          wrong.size() + " pages differ from stock JBake " + StockJBake.VERSION);
    }
    System.out.printf(
        "All pages of stock JBake %s are there and say the same, but for the generator's version.%n",
        StockJBake.VERSION);
  }

  private static String words(String text) {
    return text == null ? "–" : String.valueOf(text.isBlank() ? 0 : text.strip().split(" ").length);
  }

  private static Path example(String address) throws IOException {
    Path folder = FOLDER.resolve("example");
    if (!Files.exists(folder)) {
      ChildProcess.run(List.of("git", "clone", "--quiet", address, folder.toString()));
    }
    ChildProcess.run(List.of("git", "-C", folder.toString(), "checkout", "--quiet", COMMIT));
    return folder;
  }
}

package dev.ovenbird.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** What readers see on the pages of two outputs, side by side. */
final class PageTexts {
  private static final Pattern PAGE = Pattern.compile(".*\\.(html|xml)");

  /** Where a template asks for it, each of the two says its own version. */
  private static final Pattern VERSION = Pattern.compile("JBake v?\\d[\\w.-]*");

  private static final String OF_BUILD = "pubDate and lastBuildDate: theirs are the build's";
  private static final String TITLE_IS_TEXT = "titles: theirs are HTML";

  /** What we publish besides, whatever the site. */
  private static final Map<String, String> OURS_ALONE =
      Map.of(
          "report/index.html", "ours: what was baked",
          "unreachable.html", "ours: for readers without a network",
          "404.html", "ours: for addresses that are none");

  /**
   * One page.
   *
   * @param stock its text in JBake's output, null where it has none
   * @param ours its text in our output, null where it has none
   * @param difference in words; empty where the texts are the same
   * @param isWrong whether it should not differ
   */
  record Row(String path, String stock, String ours, String difference, boolean isWrong) {}

  private PageTexts() {}

  static List<Row> compare(Path stock, Path ours) throws IOException {
    Set<String> paths = new TreeSet<>(pages(stock));
    paths.addAll(pages(ours));
    List<Row> rows = new ArrayList<>();
    for (String path : paths) {
      rows.add(row(path, text(stock.resolve(path)), text(ours.resolve(path))));
    }
    return rows;
  }

  private static Row row(String path, String stock, String ours) {
    if (stock == null) {
      String why = OURS_ALONE.get(path);
      return new Row(path, null, ours, why == null ? "NOT IN JBAKE'S" : why, why == null);
    }
    if (ours == null) {
      boolean draft = path.endsWith("-draft.html");
      return new Row(
          path, stock, null, draft ? "a draft, which we do not publish" : "NOT IN OURS", !draft);
    }
    if (!stock.equals(ours)) {
      return new Row(path, stock, ours, "DIFFERS " + firstDifference(stock, ours), true);
    }
    return new Row(
        path,
        stock,
        ours,
        path.endsWith("feed.xml") ? "the same but for " + OF_BUILD + "; " + TITLE_IS_TEXT : "",
        false);
  }

  private static String firstDifference(String stock, String ours) {
    int at = 0;
    while (at < Math.min(stock.length(), ours.length()) && stock.charAt(at) == ours.charAt(at)) {
      at++;
    }
    return "“" + around(stock, at) + "” / “" + around(ours, at) + "”";
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 40));
  }

  private static Set<String> pages(Path folder) throws IOException {
    Set<String> paths = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(path -> PAGE.matcher(path).matches())
          .forEach(paths::add);
    }
    return paths;
  }

  /** Visible text, with one space for any white space; null where there is no such file. */
  private static String text(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    String written = Files.readString(file);
    return VERSION
        .matcher(file.toString().endsWith(".xml") ? ofFeed(written) : Jsoup.parse(written).text())
        .replaceAll("JBake VERSION")
        .replaceAll("\\s+", " ");
  }

  private static String ofFeed(String xml) {
    Document feed = Jsoup.parse(xml, "", Parser.xmlParser());
    feed.select("channel > pubDate, channel > lastBuildDate").remove();
    feed.select("title").forEach(title -> title.text(Parser.unescapeEntities(title.text(), false)));
    return feed.text();
  }
}

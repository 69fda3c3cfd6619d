package dev.ovenbird.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartBlockTest {
  private static final int FENCE_LINE = 10;

  @TempDir Path site;

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void drawsBarsToScaleWithWordsAndATable() {
    Element figure =
        drawn(
            """
            title: Heat & time
            unit: °C
            ---
            hour,bread,pizza
            at once,200,400
            later,100,
            """);
    List<String> widths = figure.select("svg.chart rect").eachAttr("width");
    assertThat(widths).containsExactly("38.00%", "76.00%", "19.00%", "0.30%");
    assertThat(figure.select("svg.chart > text:not(.chart-value)").eachText())
        .containsExactly("at once", "later");
    assertThat(figure.selectFirst("svg.chart > title").text()).isEqualTo("Heat & time");
    assertThat(figure.selectFirst("svg.chart > desc").text())
        .isEqualTo(
            "at once: bread 200\u202F°C, pizza 400\u202F°C. later: bread 100\u202F°C, pizza –.");
    assertThat(figure.select(".chart-legend li").eachText()).containsExactly("bread", "pizza");
    assertThat(figure.select("thead th").eachText()).containsExactly("hour", "bread", "pizza");
    assertThat(figure.select("tbody td").eachText())
        .containsExactly("200\u202F°C", "400\u202F°C", "100\u202F°C", "–");
  }

  @Test
  void stacksBars() {
    Element figure = drawn("type: stacked\n---\na,b,c\nx,1,3\ny,2,0\n");
    assertThat(figure.select("svg.chart rect").eachAttr("x"))
        .containsExactly("0.00%", "19.00%", "0.00%");
    assertThat(figure.select(".chart-value").eachText()).containsExactly("4", "2");
  }

  @Test
  void placesDaysAndNumbersWhereTheyAreAndBreaksALineThatMissesOne() {
    Element line =
        drawn("type: line\n---\nday,n\n2026-01-01,0\n2026-01-11,5\n2026-01-31,\n2026-02-10,10\n");
    assertThat(line.select("circle").eachAttr("cx")).containsExactly("4.00%", "27.00%", "96.00%");
    assertThat(line.selectFirst(".chart-line").attr("d"))
        .isEqualTo("M4.00 100.00L27.00 50.00M96.00 0.00");
  }

  @Test
  void hasLogarithmicScales() {
    Element figure = drawn("type: scatter\nxscale: log\nscale: log\n---\nx,y\n1,1\n100,10\n");
    assertThat(figure.select("circle").eachAttr("cx")).containsExactly("4.00%", "96.00%");
    assertThat(figure.select("circle").eachAttr("cy")).containsExactly("240.0", "20.0");
  }

  @Test
  void readsColumnsOfFiles() throws IOException {
    Files.createDirectories(site.resolve("data"));
    Files.writeString(
        site.resolve("data/b.json"),
        """
        {"runs": {"Hugo": {"time": {"median": 5200}}, "Ovenbird": {"time": {"median": 2600}}}}
        """);
    Files.writeString(site.resolve("data/b.csv"), "name,n\n\"a, b\",1\nc,2\n");
    Element json = drawn("file: data/b.json\nrows: runs\ny: time.median\nunit: bytes\n");
    assertThat(json.select("tbody tr").eachText())
        .containsExactly("Hugo 5.2\u202FkB", "Ovenbird 2.6\u202FkB");
    assertThat(drawn("file: data/b.csv\n").select("tbody tr").eachText())
        .containsExactly("a, b 1", "c 2");
  }

  @Test
  void tellsWhichFilesItRead() throws IOException {
    Path file = Files.writeString(site.resolve("b.csv"), "name,n\na,1\n");
    FigureScope scope = Scopes.in(site, diagnostics);
    ChartBlock.html(Fence.of("chart", "file: b.csv\n", FENCE_LINE, scope));
    assertThat(scope.files().read()).containsExactly(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          tyype: bar\\n---\\na,b\\nc,1         ¦ 11 ¦ Unknown setting: tyype ¦ Did you mean "type"?
          title: x\\ntype: pie\\n---\\na,b\\nc,1 ¦ 12 ¦ Unknown type: pie ¦ Known here: bar, stacked, line, scatter.
          title: x                             ¦ 10 ¦ The chart has no data. ¦ Write CSV below a line ---, or name a file: data/times.csv.
          title: x: y\\n---\\na,b\\nc,1        ¦ 11 ¦ The block's settings are not YAML: mapping values are not allowed here. ¦ Put quotation marks around a value that contains a colon or begins with a special sign.
          file: no.csv                         ¦ 11 ¦ There is no file no.csv. ¦ Paths are from the document's folder or from the site's, and stay inside it.
          file: ../../../../../etc/passwd      ¦ 11 ¦ There is no file ../../../../../etc/passwd. ¦ Paths are from the document's folder or from the site's, and stay inside it.
          type: bar\\ny: [bb]\\n---\\na,b\\nc,1 ¦ 12 ¦ The data has no column bb. ¦ Did you mean "b"?
          type: bar\\n---\\na,b\\nc,1.2.3      ¦ 10 ¦ A cell of the column b is no number: 1.2.3 ¦ Numbers are written like 1234.5; leave the cell empty where there is none.
          type: bar\\n---\\na,b\\nc            ¦ 10 ¦ A row of the data has not as many cells as there are columns: row 1 ¦ Put quotation marks around a cell that contains a comma.
          scale: log\\n---\\na,b\\nc,0         ¦ 11 ¦ A logarithmic scale has numbers above 0 only, and b has 0. ¦ Write scale: linear.
          """)
  void tellsMistakesAtTheirLine(String block, int line, String message, String hint) {
    String html = html(block.replace("\\n", "\n") + "\n");
    assertThat(html).isEmpty();
    assertThat(diagnostics.all()).extracting(Diagnostic::line).containsExactly(line);
    assertThat(diagnostics.all()).extracting(Diagnostic::message).containsExactly(message);
    assertThat(diagnostics.all()).extracting(Diagnostic::hint).containsExactly(hint);
  }

  @Test
  void hasNoColoursAndNoScriptOfItsOwn() {
    assertThat(html("type: line\ntitle: \"<script>\"\n---\na,\"<b>\"\n1,2\n3,4\n"))
        .doesNotContain("style=", "fill=", "#", "<script", "<b>", "NaN");
    assertThat(diagnostics.all()).isEmpty();
  }

  private Element drawn(String block) {
    Element figure = Jsoup.parseBodyFragment(html(block)).selectFirst("figure.chart-figure");
    assertThat(diagnostics.all()).isEmpty();
    return figure;
  }

  private String html(String block) {
    return ChartBlock.html(Fence.of("chart", block, FENCE_LINE, Scopes.in(site, diagnostics)));
  }
}

package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.evaluate.Task;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class FidelityChartTest {
  @Test
  void showsSizesAndNearnessToScale() {
    Element svg = drawn("MiniLM", dtype("q8", 25_000_000, 0.999), dtype("q4", 12_500_000, 0.9));
    List<Double> widths =
        svg.select("rect").stream().map(bar -> Double.valueOf(bar.attr("width"))).toList();
    assertThat(widths).hasSize(5);
    // Sizes: the original, a quarter, an eighth.
    assertThat(widths.get(1)).isCloseTo(widths.get(0) / 4, within(0.1));
    assertThat(widths.get(2)).isCloseTo(widths.get(0) / 8, within(0.1));
    // Nearness: three nines fill the scale, and one is a third of it.
    assertThat(widths.get(3)).isCloseTo(widths.get(0), within(0.1));
    assertThat(widths.get(4)).isCloseTo(widths.get(0) / 3, within(0.1));
    assertThat(svg.select(".chart-limit")).as("one for each dtype, one explained").hasSize(3);
    assertThat(svg.select(".chart-note").eachText())
        .containsExactly("0", "0.9", "0.99", "0.999", "the build fails below this");
  }

  @Test
  void saysInWordsWhatItShows() {
    Element svg = drawn("A <b> & \"c\"", dtype("q8", 25_000_000, 0.999));
    assertThat(svg.attr("role")).isEqualTo("img");
    assertThat(svg.attr("aria-labelledby").split(" "))
        .containsExactly(svg.selectFirst("title").id(), svg.selectFirst("desc").id());
    assertThat(svg.selectFirst("title").text()).isEqualTo("A <b> & \"c\": size and fidelity");
    assertThat(svg.selectFirst("desc").text())
        .isEqualTo("As trained: 100.0 MB. q8: 25.0 MB, mean cosine 0.99900 (at least 0.99).");
  }

  @Test
  void hasNoColoursAndNoScriptOfItsOwn() {
    String svg = FidelityChart.svg(model("MiniLM", dtype("q8", 25_000_000, 1)));
    assertThat(svg).doesNotContain("#", "style=", "fill=", "script", "NaN", "Infinity");
  }

  @Test
  void drawsWhatIsNoNumberAsNothing() {
    Element svg = drawn("Broken", dtype("q8", 25_000_000, -1), dtype("q4", 9, Double.NaN));
    assertThat(svg.select("rect").eachAttr("width").subList(3, 5)).containsExactly("1.0", "1.0");
  }

  private static Element drawn(String title, BuildReport.DtypeReport... dtypes) {
    return Jsoup.parse(FidelityChart.svg(model(title, dtypes)), "", Parser.xmlParser())
        .selectFirst("svg");
  }

  private static BuildReport.ModelReport model(String title, BuildReport.DtypeReport... dtypes) {
    return new BuildReport.ModelReport(
        "m", title, "", "", "", "feature-extraction", 100_000_000, List.of(), List.of(dtypes));
  }

  private static BuildReport.DtypeReport dtype(String id, long bytes, double cosine) {
    Fidelity fidelity =
        new Fidelity(
            Task.FEATURE_EXTRACTION,
            1,
            Map.of(Metric.MEAN_COSINE, cosine, Metric.MINIMUM_COSINE, cosine),
            List.of());
    return new BuildReport.DtypeReport(
        id,
        bytes,
        bytes,
        0.25,
        1,
        fidelity,
        Map.of(Metric.MEAN_COSINE, 0.99),
        List.of(),
        List.of());
  }
}

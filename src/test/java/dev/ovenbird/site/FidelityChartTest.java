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
import org.junit.jupiter.api.Test;

class FidelityChartTest {
  @Test
  void showsSizesAndNearnessToScale() {
    Element drawn = drawn(dtype("q8", 25_000_000, 0.999), dtype("q4", 12_500_000, 0.9));
    List<Double> widths =
        drawn.select("rect.series-1").stream()
            .map(bar -> Double.valueOf(bar.attr("width").replace("%", "")))
            .toList();
    assertThat(widths).hasSize(5);
    // Sizes: the original, a quarter, an eighth.
    assertThat(widths.get(1)).isCloseTo(widths.get(0) / 4, within(0.1));
    assertThat(widths.get(2)).isCloseTo(widths.get(0) / 8, within(0.1));
    // Nearness: three nines fill the scale, and one is a third of it.
    assertThat(widths.get(3)).isCloseTo(76.0, within(0.1));
    assertThat(widths.get(4)).isCloseTo(76.0 / 3, within(0.1));
    assertThat(drawn.select(".chart-limit")).hasSize(2);
    assertThat(drawn.select(".chart-note").eachText()).containsExactly("0", "0.9", "0.99", "0.999");
  }

  @Test
  void saysInWordsWhatItShows() {
    Element drawn = drawn(dtype("q8", 25_000_000, 0.999));
    assertThat(drawn.select("svg > title").eachText())
        .containsExactly(
            "Size",
            "Mean cosine: longer is nearer to the original, and the build fails below the mark");
    assertThat(drawn.select("svg > desc").eachText())
        .containsExactly(
            "as trained: 100.0\u202FMB. q8: 25.0\u202FMB.", "q8, at least 0.99: 0.99900.");
  }

  @Test
  void drawsWhatIsNoNumberAsNothing() {
    Element drawn = drawn(dtype("q8", 25_000_000, -1), dtype("q4", 9, Double.NaN));
    assertThat(drawn.select("rect.series-1").eachAttr("width").subList(3, 5))
        .containsExactly("0.30%", "0.30%");
  }

  private static Element drawn(BuildReport.DtypeReport... dtypes) {
    return Jsoup.parseBodyFragment(FidelityChart.html(model("MiniLM", dtypes)));
  }

  private static BuildReport.ModelReport model(String title, BuildReport.DtypeReport... dtypes) {
    return new BuildReport.ModelReport(
        "m",
        title,
        "",
        "",
        "",
        "feature-extraction",
        "file:m.onnx",
        100_000_000,
        List.of(),
        List.of(dtypes));
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

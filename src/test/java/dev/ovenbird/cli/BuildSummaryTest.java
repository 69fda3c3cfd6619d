package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.site.BuildChanges;
import dev.ovenbird.site.BuildReport;
import dev.ovenbird.site.BuildResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildSummaryTest {
  @Test
  void aSiteWithAModel() {
    Fidelity fidelity =
        new Fidelity(
            Task.FEATURE_EXTRACTION,
            48,
            Map.of(
                Metric.MEAN_COSINE, 0.999769,
                Metric.MINIMUM_COSINE, 0.99877,
                Metric.NEAREST_NEIGHBOUR_AGREEMENT, 1.0),
            List.of());
    BuildReport report = report(fidelity);
    assertThat(printed(report))
        .isEqualToNormalizingNewlines(
            """

            Baked 24 pages in 2.5 s: target/site, 31.0 MB

              minilm        21.3 MB to download
                q8          90.4 MB → 22.9 MB, 21.1 MB on the wire in 3 shards
                            cosine to the original 0.99976 on average, 0.99877 at worst;
                            same nearest neighbour for 100 % of 48 sentences
              search        212 passages, found by meaning
              first visit   27.0 MB with a demo: 100.0 kB pages + 5.6 MB runtime + 21.3 MB model
              time          read 40 ms · render 1.2 s
            """);
  }

  @Test
  void aModelThatIsAnotherOneOnEachDevice() {
    List<BuildReport.Download> downloads =
        List.of(
            new BuildReport.Download(List.of("webgpu-f16"), "WebGPU", "q4f16", 12_900_000),
            new BuildReport.Download(
                List.of("webgpu"), "WebGPU without 16-bit floats", "q4", 13_900_000),
            new BuildReport.Download(List.of("wasm"), "WebAssembly", "q8", 21_300_000));
    assertThat(printed(withModel(downloads, List.of())))
        .contains(
            """
              minilm        12.9 MB to download on WebGPU, as q4f16
                            13.9 MB to download on WebGPU without 16-bit floats, as q4
                            21.3 MB to download on WebAssembly, as q8
            """
                .replace("\n", System.lineSeparator()))
        .contains(
            "  first visit   18.6 MB on WebGPU, 19.6 MB on WebGPU without 16-bit floats, "
                + "27.0 MB on WebAssembly: 100.0 kB pages + 5.6 MB runtime + model");
  }

  @Test
  void aLanguageModel() {
    Fidelity fidelity =
        new Fidelity(
            Task.TEXT_GENERATION,
            1,
            Map.of(
                Metric.NEXT_TOKEN_AGREEMENT, 0.98765,
                Metric.MEAN_DIVERGENCE, 0.0123456,
                Metric.ORIGINAL_PERPLEXITY, 12.3456,
                Metric.PERPLEXITY, 12.5,
                Metric.PERPLEXITY_INCREASE, 0.01251,
                Metric.PREDICTIONS, 1234.0),
            List.of());
    assertThat(printed(report(fidelity)))
        .contains(
            "same next token as the original for 98.7 % of 1,234 in 1 passage;",
            "perplexity 12.35 → 12.5 (+1.3 %), mean KL divergence 0.01235 nats");
  }

  private static BuildReport report(Fidelity fidelity) {
    BuildReport.DtypeReport q8 =
        new BuildReport.DtypeReport(
            "q8", 22_896_871, 21_100_000, 0.253, 3, fidelity, Map.of(), List.of(), List.of());
    BuildReport.Download download =
        new BuildReport.Download(
            List.of("webgpu-f16", "webgpu", "wasm"), "every device", "q8", 21_300_000);
    return withModel(List.of(download), List.of(q8));
  }

  @Test
  void aSiteWithoutModels() {
    BuildReport report = new BuildReport(1, 900, 900, 0, 900, 0, List.of(), List.of());
    assertThat(printed(report))
        .contains("Baked 1 page in", "first visit   900 B pages")
        .doesNotContain("search", "runtime");
  }

  private static BuildReport withModel(
      List<BuildReport.Download> downloads, List<BuildReport.DtypeReport> dtypes) {
    BuildReport.ModelReport model =
        new BuildReport.ModelReport(
            "minilm",
            "MiniLM",
            "",
            "Apache-2.0",
            "",
            "feature-extraction",
            "classpath:/minilm.onnx",
            90_387_606,
            downloads,
            dtypes);
    return new BuildReport(
        24, 31_000_000, 100_000, 5_600_000, 27_000_000, 212, List.of(model), List.of());
  }

  private static String printed(BuildReport report) {
    Map<String, Duration> steps = new LinkedHashMap<>();
    steps.put("read", Duration.ofMillis(40));
    steps.put("render", Duration.ofMillis(1234));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = Terminal.of(CommandLineRun.stream(out), CommandLineRun.stream(out));
    Path output = Path.of("target/site").toAbsolutePath();
    new BuildSummary(terminal)
        .print(
            new BuildResult(
                output, report, List.of(), steps, new BuildChanges(Set.of(), Set.of(), Set.of())),
            Duration.ofMillis(2500));
    return out.toString(StandardCharsets.UTF_8);
  }
}

package dev.ovenbird.site;

import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.quantize.KeptTensor;
import dev.ovenbird.quantize.QuantizedTensor;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was baked, as {@code report/report.json} and the report page have it. Holds nothing that
 * differs between two builds of the same files; times are in {@link BuildResult}. All sizes are in
 * bytes.
 *
 * @param pages how many HTML pages the site has
 * @param siteBytes everything in the output but the report
 * @param shellBytes what the service worker fetches ahead: pages, styles, scripts
 * @param runtimeBytes Transformers.js and ONNX Runtime Web, as a browser of today fetches them
 * @param firstVisitBytes shell, runtime and the largest model together, where it is largest
 * @param passages how many the search compares; 0 when there is no search
 */
public record BuildReport(
    int pages,
    long siteBytes,
    long shellBytes,
    long runtimeBytes,
    long firstVisitBytes,
    int passages,
    List<ModelReport> models,
    List<String> warnings) {

  /**
   * One model.
   *
   * @param task as Transformers.js names it
   * @param source of the model as it was trained
   * @param downloads what a reader fetches for it, by the reader's device
   */
  public record ModelReport(
      String name,
      String title,
      String description,
      String license,
      String homepage,
      String task,
      String source,
      long originalBytes,
      List<Download> downloads,
      List<DtypeReport> dtypes) {
    /** What a reader fetches for it at most. */
    public long downloadBytes() {
      return downloads.stream().mapToLong(Download::bytes).max().orElse(0);
    }
  }

  /**
   * What a model costs on some devices.
   *
   * @param devices as the catalog names them
   * @param title the same for people
   * @param dtype what these devices take first
   * @param bytes with the tokenizer and all else that belongs to the model
   */
  public record Download(List<String> devices, String title, String dtype, long bytes) {}

  /**
   * One model in one dtype.
   *
   * @param bytes the size of its ONNX file
   * @param storedBytes the same as it travels
   * @param ratio its size to that of the original, a fraction
   * @param fidelity how it compares with the original
   * @param limits what its figures had to keep to, as fractions where they are shares
   * @param quantized the tensors that were made smaller
   * @param kept the tensors that were left as they are
   */
  public record DtypeReport(
      String id,
      long bytes,
      long storedBytes,
      double ratio,
      int shards,
      Fidelity fidelity,
      Map<Metric, Double> limits,
      List<QuantizedTensor> quantized,
      List<KeptTensor> kept) {

    public DtypeReport {
      Map<Metric, Double> sorted = new EnumMap<>(Metric.class);
      sorted.putAll(limits);
      limits = Collections.unmodifiableMap(sorted);
    }

    /** Its figures for people, in the order of {@link Metric}. */
    public List<Figure> figures() {
      return fidelity.figures().entrySet().stream()
          .map(figure -> Figure.of(figure.getKey(), figure.getValue(), limits))
          .toList();
    }

    /** The one figure to show where there is room for no more. */
    public Figure mainFigure() {
      Metric main = fidelity.task().main();
      return Figure.of(main, fidelity.figure(main), limits);
    }
  }

  /**
   * A figure as a person reads it.
   *
   * @param label such as {@code mean cosine}
   * @param value such as {@code 0.99976}
   * @param limit such as {@code at least 0.99}; empty when there is none
   */
  public record Figure(String label, String value, String limit) {
    static Figure of(Metric metric, double value, Map<Metric, Double> limits) {
      Double limit = limits.get(metric);
      return new Figure(
          metric.label(),
          metric.show(value),
          limit == null
              ? ""
              : (metric.higherIsBetter() ? "at least " : "at most ") + metric.showLimit(limit));
    }
  }
}

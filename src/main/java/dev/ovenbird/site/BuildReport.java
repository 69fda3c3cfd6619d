package dev.ovenbird.site;

import java.util.List;

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
   * @param downloads what a reader fetches for it, by the reader's device
   */
  public record ModelReport(
      String name,
      String title,
      String description,
      String license,
      String homepage,
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
   * One model in one dtype; the last four figures compare it with the original.
   *
   * @param bytes the size of its ONNX file
   * @param storedBytes the same as it travels
   */
  public record DtypeReport(
      String id,
      long bytes,
      long storedBytes,
      int shards,
      double meanCosine,
      double minimumCosine,
      double nearestNeighbourAgreement,
      int samples) {}
}

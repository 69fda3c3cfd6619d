package dev.ovenbird.bench;

import ai.onnxruntime.OrtException;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model of the shape of Gemma 3 270M: bytes, and the time of the whole program against that of
 * {@code sha256sum} over the same files, in turn. Both find the files in memory, where they lie
 * after a first, uncounted run.
 */
final class GemmaTable {
  private static final int ROUNDS = 3;
  private static final String HEAP = "-Xmx512m";

  /** As the launcher has it. */
  private static final String COLLECTOR = "-XX:+UseParallelGC";

  /** In bytes; there is none for fp16. */
  private static final Map<Dtype, Long> MOST_BYTES =
      Map.of(Dtype.Q8, 290_000_000L, Dtype.Q4, 170_000_000L, Dtype.Q4F16, 155_000_000L);

  /** How many times as long as {@code sha256sum} it may take. */
  private static final Map<Dtype, Double> MOST_TIME = Map.of(Dtype.Q8, 1.0, Dtype.Q4, 2.0);

  private static final Path FOLDER = Path.of("target", "bench", "gemma-small");

  private final List<Path> original;
  private final float[] logits;

  private GemmaTable(List<Path> original) throws OrtException {
    this.original = original;
    this.logits = GemmaRun.logits(original.get(0));
  }

  /**
   * A dtype.
   *
   * @param mostBytes the limit; null if there is none
   * @param error of the logits of a few tokens, root mean square over that of the original's
   * @param seconds median of the program's times
   * @param hashSeconds median of {@code sha256sum}'s times
   * @param ratio median of the ratios of the rounds
   * @param cpuSeconds median of the processor time that the program took, all threads together
   * @param hashCpuSeconds the same for {@code sha256sum}
   * @param mostRatio the limit; null if there is none
   * @param peakHeap with the heap limited to 512 MiB, in bytes
   * @param peakAnonymous in bytes, mapped files aside
   * @param peakResident in bytes, mapped files included
   */
  record Row(
      String dtype,
      long bytes,
      Long mostBytes,
      double error,
      double seconds,
      double hashSeconds,
      double ratio,
      Double mostRatio,
      double cpuSeconds,
      double hashCpuSeconds,
      long peakHeap,
      long peakAnonymous,
      long peakResident) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-6s %7d MB %10s %8.4f %8.2f s %8.2f s %6.2f %7s %6.2f s %6.2f s %6d MB %6d MB %6d MB",
          dtype,
          megabytes(bytes),
          mostBytes == null ? "" : "≤ " + megabytes(mostBytes) + " MB",
          error,
          seconds,
          hashSeconds,
          ratio,
          mostRatio == null ? "" : "≤ " + mostRatio,
          cpuSeconds,
          hashCpuSeconds,
          megabytes(peakHeap),
          megabytes(peakAnonymous),
          megabytes(peakResident));
    }

    private static long megabytes(long bytes) {
      return Math.round(bytes / 1e6);
    }
  }

  static List<Row> print() throws IOException, OrtException {
    GemmaTable table = new GemmaTable(GemmaShape.files());
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "The shape of Gemma 3 270M, %d parameters, %d bytes in fp32. With java %s.%n"
            + "The seed's own \"q4\" of it: 1.0 GB -> 764 MB, the embedding left in fp32.%n"
            + "%-6s %10s %10s %8s %10s %10s %6s %7s %8s %8s %9s %9s %9s%n",
        GemmaShape.PARAMETERS,
        Files.size(table.original.get(0)) + Files.size(table.original.get(1)),
        HEAP,
        "dtype",
        "size",
        "limit",
        "error",
        "quantize",
        "sha256sum",
        "ratio",
        "limit",
        "CPU",
        "of hash",
        "heap",
        "anonymous",
        "resident");
    List<Row> rows = new ArrayList<>();
    for (Dtype dtype : List.of(Dtype.Q8, Dtype.Q4, Dtype.Q4F16, Dtype.FP16)) {
      rows.add(table.measure(dtype));
      System.out.println(rows.get(rows.size() - 1));
    }
    return rows;
  }

  private Row measure(Dtype dtype) throws IOException, OrtException {
    Files.createDirectories(FOLDER);
    Path small = FOLDER.resolve(dtype.fileName());
    Path log = FOLDER.resolve("gc.txt");
    quantize(dtype, small, List.of(HEAP, COLLECTOR, "-Xlog:gc:file=" + log));
    long heap = GarbageLog.peak(log);
    double error = GemmaRun.relativeError(logits, GemmaRun.logits(small));
    Series hashes = new Series();
    Series times = new Series();
    Series computed = new Series();
    Series hashComputed = new Series();
    Series ratios = new Series();
    Series anonymous = new Series();
    Series resident = new Series();
    for (int round = 0; round < ROUNDS; round++) {
      ChildProcess hash = hash();
      ChildProcess quantize = quantize(dtype, small, List.of(HEAP, COLLECTOR));
      hashes.add(hash.seconds());
      times.add(quantize.seconds());
      computed.add(quantize.cpuSeconds());
      hashComputed.add(hash.cpuSeconds());
      ratios.add(quantize.seconds() / hash.seconds());
      anonymous.add(quantize.peakAnonymous());
      resident.add(quantize.peakResident());
    }
    return new Row(
        dtype.id(),
        Files.size(small),
        MOST_BYTES.get(dtype),
        error,
        times.median(),
        hashes.median(),
        ratios.median(),
        MOST_TIME.get(dtype),
        computed.median(),
        hashComputed.median(),
        heap,
        (long) anonymous.highest(),
        (long) resident.highest());
  }

  private ChildProcess hash() throws IOException {
    List<String> command = new ArrayList<>(List.of("sha256sum"));
    original.forEach(file -> command.add(file.toString()));
    return ChildProcess.run(command);
  }

  private ChildProcess quantize(Dtype dtype, Path small, List<String> javaOptions)
      throws IOException {
    Files.deleteIfExists(small);
    return ChildProcess.run(
        ChildProcess.ovenbird(
            javaOptions,
            "model",
            "quantize",
            original.get(0).toString(),
            small.toString(),
            "--dtype",
            dtype.id()));
  }
}

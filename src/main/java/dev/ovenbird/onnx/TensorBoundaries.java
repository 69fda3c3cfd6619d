package dev.ovenbird.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Where a model file can be cut so that no large tensor is split by accident: a fine-tune then
 * changes only the pieces of the tensors it touched.
 */
public final class TensorBoundaries {
  /** Smaller tensors make no boundary, in bytes: a piece of a file should be worth a request. */
  public static final long MINIMUM_BYTES = 64 * 1024;

  private TensorBoundaries() {}

  /**
   * The offsets in bytes where the raw data of large initializers begins and ends, ascending, each
   * once. The file is scanned, not decoded. Thread-safe.
   *
   * @throws dev.ovenbird.diagnostics.InputException if the file is no whole ONNX model
   */
  public static long[] of(Path onnx) {
    return ModelScan.of(onnx, MappedFile.whole(onnx)).tensors().stream()
        .filter(TensorSpan::hasData)
        .filter(span -> span.dataEnd() - span.dataBegin() >= MINIMUM_BYTES)
        .flatMapToLong(span -> LongStream.of(span.dataBegin(), span.dataEnd()))
        .sorted()
        .distinct()
        .toArray();
  }

  /**
   * The same for the files beside a model that hold its external data, by their names in it.
   *
   * @throws dev.ovenbird.diagnostics.InputException if the model or its data is damaged
   */
  public static Map<String, long[]> ofExternalData(Path onnx) {
    Map<String, long[]> boundaries = new TreeMap<>();
    OnnxReader.files(onnx)
        .external()
        .forEach((name, ranges) -> boundaries.put(name, boundaries(ranges)));
    return boundaries;
  }

  private static long[] boundaries(List<ExternalData.Range> ranges) {
    return ranges.stream()
        .filter(range -> range.length() >= MINIMUM_BYTES)
        .flatMapToLong(range -> LongStream.of(range.offset(), range.offset() + range.length()))
        .sorted()
        .distinct()
        .toArray();
  }
}

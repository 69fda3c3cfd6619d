package dev.ovenbird.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a tensor lies in a file, so that whoever cuts the file need not split it by accident.
 *
 * @param begin offset in bytes of all that belongs to it
 * @param dataBegin offset of the first of its numbers
 * @param end offset behind the last of them
 * @param width of a number in bytes; 0 for numbers of fewer than 8 bits and for strings
 * @param layer a name for the layer that uses it; empty if that is none
 */
public record TensorPlace(long begin, long dataBegin, long end, int width, String layer) {

  /**
   * The tensors of a model that have raw data, by the name of the file that they lie in, the
   * model's own file first; in the order in which they lie there. Thread-safe.
   *
   * @throws dev.ovenbird.diagnostics.InputException if the model or its data is damaged
   */
  public static Map<String, List<TensorPlace>> of(Path onnx) {
    OnnxReader.Files files = OnnxReader.files(onnx);
    TensorUses uses = TensorUses.of(files.model().graph());
    Map<String, Integer> widths = new HashMap<>();
    files.model().initializers().forEach(tensor -> widths.put(tensor.name(), width(tensor)));
    Map<String, List<TensorPlace>> places = new LinkedHashMap<>();
    places.put(
        onnx.getFileName().toString(),
        ModelScan.of(onnx, MappedFile.whole(onnx)).tensors().stream()
            .filter(TensorSpan::hasData)
            .map(
                span ->
                    new TensorPlace(
                        span.begin(),
                        span.dataBegin(),
                        span.dataEnd(),
                        widths.getOrDefault(span.name(), 0),
                        uses.layerOf(span.name())))
            .toList());
    files
        .external()
        .forEach(
            (name, ranges) -> {
              List<TensorPlace> found = new ArrayList<>();
              for (ExternalData.Range range : ranges) {
                found.add(
                    new TensorPlace(
                        range.offset(),
                        range.offset(),
                        range.offset() + range.length(),
                        widths.getOrDefault(range.tensor(), 0),
                        uses.layerOf(range.tensor())));
              }
              found.sort(Comparator.comparingLong(TensorPlace::begin));
              places.put(name, List.copyOf(found));
            });
    return places;
  }

  private static int width(Initializer tensor) {
    return tensor.type().map(type -> type.bits() / 8).orElse(0);
  }
}

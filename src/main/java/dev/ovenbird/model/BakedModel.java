package dev.ovenbird.model;

import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.SelfTest;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model that is ready to publish.
 *
 * @param originalBytes the size of its ONNX file as it was trained, external data included
 * @param variants one for each dtype, in the descriptor's order
 * @param pack what a reader downloads
 * @param siteFolder the files of the pack, from the site's root
 * @param tokenizer its {@code tokenizer.json}, if it reads text
 */
public record BakedModel(
    ModelDescriptor descriptor,
    long originalBytes,
    List<Variant> variants,
    Pack pack,
    Path siteFolder,
    Optional<Path> tokenizer) {

  /**
   * The model in one dtype.
   *
   * @param file its ONNX file, in the build cache
   * @param bytes the size of that file, external data included
   * @param fidelity how it compares with the original
   * @param quantization what was done to each of its tensors
   * @param optimized whether its graph is as ONNX Runtime would make it for WebAssembly
   * @param operators the kinds of its nodes
   * @param selfTest a run with a known answer, for the reader's device
   */
  public record Variant(
      Dtype dtype,
      Path file,
      long bytes,
      Fidelity fidelity,
      QuantizeReport quantization,
      boolean optimized,
      Set<String> operators,
      Optional<SelfTest> selfTest) {
    /** The file's name in the pack, where Transformers.js looks for it. */
    public String packPath() {
      return "onnx/" + dtype.fileName();
    }

    /** Whether only this dtype needs a file of the pack; external data has a longer name. */
    private boolean owns(String path) {
      return path.startsWith(packPath());
    }
  }

  public String name() {
    return descriptor.name();
  }

  /** The dtypes that a kind of device runs, the one it takes first. Empty if it runs none. */
  public List<Dtype> dtypesFor(Device device) {
    return dtypesFor(device, descriptor, variants);
  }

  static List<Dtype> dtypesFor(Device device, ModelDescriptor descriptor, List<Variant> variants) {
    List<Dtype> computed =
        variants.stream()
            .filter(variant -> device.computes(variant.operators()))
            .map(Variant::dtype)
            .toList();
    return device.order(computed, descriptor.devices().get(device.api()));
  }

  /** The files of the pack that a reader needs for one dtype, sorted: all but the other dtypes'. */
  public List<String> filesFor(Dtype dtype) {
    return pack.files().keySet().stream()
        .filter(
            path ->
                variants.stream().noneMatch(other -> other.dtype() != dtype && other.owns(path)))
        .sorted()
        .toList();
  }

  /** What a reader downloads for one dtype, in bytes; shards that two files share count once. */
  public long downloadBytes(Dtype dtype) {
    return pack.storedBytesOf(filesFor(dtype));
  }
}

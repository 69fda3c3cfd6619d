package dev.ovenbird.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Example;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.onnx.TensorBoundaries;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.PackReader;
import dev.ovenbird.pack.Packer;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bakes models. Every step's result is kept in the build cache under the hash of what it came from.
 */
public final class ModelBaker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BuildCache cache;
  private final SourceFiles sources;
  private final Progress progress;

  public ModelBaker(BuildCache cache, Progress progress) {
    this.cache = cache;
    this.sources = new SourceFiles(cache);
    this.progress = progress;
  }

  /**
   * Fetches, quantizes, checks and packs one model.
   *
   * @throws InputException when a file is missing or wrong, or the small model answers too
   *     differently
   */
  public BakedModel bake(ModelDescriptor descriptor) throws IOException {
    Path onnx = sources.fetch(descriptor, descriptor.onnx());
    Path tokenizer = sources.fetch(descriptor, descriptor.tokenizer());
    List<BakedModel.Variant> variants = new ArrayList<>();
    for (Dtype dtype : descriptor.dtypes()) {
      Path file = quantize(descriptor, onnx, dtype);
      Fidelity fidelity = compare(descriptor, onnx, tokenizer, dtype, file);
      variants.add(new BakedModel.Variant(dtype, file, Files.size(file), fidelity));
    }
    Path packed = pack(descriptor, tokenizer, variants);
    Pack pack = PackReader.single(packed);
    return new BakedModel(
        descriptor, Files.size(onnx), List.copyOf(variants), pack, packed, tokenizer);
  }

  private List<String> quantizedFrom(ModelDescriptor descriptor, Dtype dtype) {
    return List.of(Quantizer.VERSION, dtype.id(), descriptor.onnx().sha256());
  }

  private Path quantize(ModelDescriptor descriptor, Path onnx, Dtype dtype) throws IOException {
    return cache
        .get(
            "quantized",
            quantizedFrom(descriptor, dtype),
            folder -> {
              progress.report("Quantize " + descriptor.name() + " to " + dtype.id(), 0, 0);
              Quantizer.quantize(onnx, folder.resolve(dtype.fileName()), QuantizeOptions.of(dtype));
            })
        .resolve(dtype.fileName());
  }

  private Fidelity compare(
      ModelDescriptor descriptor, Path onnx, Path tokenizer, Dtype dtype, Path candidate)
      throws IOException {
    List<String> sentences =
        Files.readAllLines(descriptor.sentences()).stream()
            .filter(line -> !line.isBlank())
            .toList();
    List<Object> key = new ArrayList<>(quantizedFrom(descriptor, dtype));
    key.addAll(List.of(Evaluation.VERSION, descriptor.tokenizer().sha256(), descriptor.encoder()));
    key.addAll(sentences);
    Path folder =
        cache.get(
            "fidelity",
            key,
            fresh -> {
              progress.report(
                  "Compare " + descriptor.name() + " " + dtype.id() + " with its original", 0, 0);
              Fidelity measured =
                  Evaluation.compareEncoders(
                      onnx, candidate, tokenizer, sentences, descriptor.encoder());
              JSON.writeValue(fresh.resolve("fidelity.json").toFile(), measured);
            });
    Fidelity fidelity = JSON.readValue(folder.resolve("fidelity.json").toFile(), Fidelity.class);
    gate(descriptor, dtype, fidelity);
    return fidelity;
  }

  private static void gate(ModelDescriptor descriptor, Dtype dtype, Fidelity fidelity) {
    if (fidelity.meanCosine() >= descriptor.minimumCosine()) {
      return;
    }
    StringBuilder worst = new StringBuilder("Furthest from the original:");
    for (Example example : fidelity.worst()) {
      worst.append(
          String.format(Locale.ROOT, "%n      %.4f  %s", example.cosine(), example.text()));
    }
    throw new InputException(
        Diagnostic.error(
            descriptor.file(),
            descriptor.minimumCosineLine(),
            String.format(
                Locale.ROOT,
                "%s as %s has a mean cosine of %.4f to the original, below the %s asked for.",
                descriptor.name(),
                dtype.id(),
                fidelity.meanCosine(),
                descriptor.minimumCosine()),
            worst.toString()));
  }

  private Path pack(ModelDescriptor descriptor, Path tokenizer, List<BakedModel.Variant> variants)
      throws IOException {
    List<Object> key = new ArrayList<>();
    key.addAll(List.of(Packer.VERSION, PackOptions.DEFAULT, descriptor.tokenizer().sha256()));
    key.addAll(about(descriptor).entrySet());
    for (BakedModel.Variant variant : variants) {
      key.addAll(quantizedFrom(descriptor, variant.dtype()));
    }
    key.addAll(dtypeByDevice(descriptor).entrySet());
    for (Path file : descriptor.files()) {
      key.add(file.getFileName() + " " + Digest.hex(file));
    }
    return cache.get(
        "packs",
        key,
        folder -> {
          progress.report("Pack " + descriptor.name(), 0, 0);
          Path own = Files.createTempDirectory("ovenbird-pack-");
          try {
            new Packer(PackOptions.DEFAULT)
                .pack(
                    descriptor.name(),
                    about(descriptor),
                    files(descriptor, tokenizer, variants, own),
                    folder);
          } finally {
            BuildCache.delete(own);
          }
        });
  }

  private static Map<String, Object> about(ModelDescriptor descriptor) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("title", descriptor.title());
    about.put("license", descriptor.license());
    about.put("homepage", descriptor.homepage());
    return about;
  }

  private static List<PackFile> files(
      ModelDescriptor descriptor, Path tokenizer, List<BakedModel.Variant> variants, Path own)
      throws IOException {
    List<PackFile> files = new ArrayList<>();
    files.add(new PackFile("tokenizer.json", tokenizer));
    for (Path file : descriptor.files()) {
      String name = file.getFileName().toString();
      files.add(
          new PackFile(
              name,
              name.equals("config.json") ? configured(file, descriptor, own.resolve(name)) : file));
    }
    for (BakedModel.Variant variant : variants) {
      files.add(
          new PackFile(variant.packPath(), variant.file(), TensorBoundaries.of(variant.file())));
    }
    return files;
  }

  /**
   * The model's configuration with the dtypes it has here. Transformers.js would otherwise ask for
   * q8 on WebAssembly and fp32 on WebGPU, published or not.
   */
  private static Path configured(Path config, ModelDescriptor descriptor, Path target)
      throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(config.toFile());
    ObjectNode own = json.withObject("/transformers.js_config");
    dtypeByDevice(descriptor)
        .forEach(
            (device, dtype) -> {
              own.withObject("/device_config/" + device).put("dtype", dtype.id());
              // For devices that we know nothing of; WebAssembly comes last.
              own.put("dtype", dtype.id());
            });
    JSON.writerWithDefaultPrettyPrinter().writeValue(target.toFile(), json);
    return target;
  }

  /**
   * What a file can say that is the same for everybody: on WebGPU, what runs without 16-bit floats
   * too, if there is such a dtype. The browser's side knows the device and does better.
   */
  private static Map<String, Dtype> dtypeByDevice(ModelDescriptor descriptor) {
    Map<String, Dtype> dtypes = new LinkedHashMap<>();
    for (Device device : List.of(Device.WEBGPU_F16, Device.WEBGPU, Device.WASM)) {
      descriptor.dtypesFor(device).stream()
          .findFirst()
          .ifPresent(dtype -> dtypes.put(device.api(), dtype));
    }
    return dtypes;
  }
}

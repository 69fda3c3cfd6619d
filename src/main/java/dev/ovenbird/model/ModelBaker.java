package dev.ovenbird.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.GraphOptimizer;
import dev.ovenbird.evaluate.SelfTest;
import dev.ovenbird.evaluate.TextFile;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.PackReader;
import dev.ovenbird.pack.Packer;
import dev.ovenbird.quantize.Calibration;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.QuantizeReport;
import dev.ovenbird.quantize.Quantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Bakes models. Every step's result is kept in the build cache under the hash of what it came from.
 */
public final class ModelBaker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MADE = "made.json";
  private static final String SELF_TEST = "self-test.json";

  /** ONNX Runtime holds it in memory twice. */
  private static final long MOST_OPTIMIZED_BYTES = 1 << 30;

  private final BuildCache cache;
  private final SourceFiles sources;
  private final Progress progress;

  /**
   * @param fetcher brings files of the network
   */
  public ModelBaker(BuildCache cache, Fetcher fetcher, Progress progress) {
    this.cache = cache;
    this.sources = new SourceFiles(cache, fetcher);
    this.progress = progress;
  }

  /**
   * Fetches, quantizes, checks and packs one model.
   *
   * @throws InputException when a file is missing or wrong, or the small model answers too
   *     differently
   */
  public BakedModel bake(ModelDescriptor descriptor) throws IOException {
    Path onnx = sources.fetchModel(descriptor);
    Optional<Path> tokenizer = Optional.empty();
    if (descriptor.tokenizer().isPresent()) {
      tokenizer = Optional.of(sources.fetch(descriptor, descriptor.tokenizer().get()));
    }
    Map<String, Path> files = sources.fetchFiles(descriptor);
    ModelComparison comparison =
        new ModelComparison(cache, progress, descriptor, onnx, tokenizer, files);
    List<BakedModel.Variant> variants = new ArrayList<>();
    List<Diagnostic> strays = new ArrayList<>();
    Path base = onnx;
    if (descriptor.base().isPresent()) {
      base = sources.fetchBase(descriptor, descriptor.base().get());
      requireAlike(descriptor, onnx, base);
    }
    OnceCalibrated calibrated = new OnceCalibrated(descriptor, onnx, base, tokenizer.orElse(null));
    for (Dtype dtype : descriptor.dtypes()) {
      Path folder = quantize(descriptor, calibrated, dtype);
      Path file = folder.resolve(dtype.fileName());
      Fidelity fidelity = comparison.with(dtype, file, quantizedFrom(descriptor, dtype));
      strays.addAll(Gate.check(descriptor, dtype, fidelity));
      Made made = JSON.readValue(folder.resolve(MADE).toFile(), Made.class);
      variants.add(
          new BakedModel.Variant(
              dtype,
              file,
              ModelFiles.size(file),
              fidelity,
              made.report,
              made.optimized,
              OnnxReader.read(file).operators(),
              selfTest(descriptor, dtype, file, tokenizer)));
    }
    if (!strays.isEmpty()) {
      throw new InputException(strays);
    }
    Path packed = pack(descriptor, tokenizer, files, variants);
    Pack pack = PackReader.single(packed);
    return new BakedModel(
        descriptor,
        SourceFiles.size(descriptor, onnx),
        List.copyOf(variants),
        pack,
        packed,
        tokenizer);
  }

  private static void requireAlike(ModelDescriptor descriptor, Path onnx, Path base) {
    if (!shapes(base).equals(shapes(onnx))) {
      throw new InputException(
          Diagnostic.error(
              descriptor.file(),
              descriptor.base().get().onnx().line(),
              "The base is another kind of model: its tensors have other names or shapes.",
              "Name an earlier version of this model, exported in the same way, or no base."));
    }
  }

  private static Map<String, List<Long>> shapes(Path onnx) {
    return OnnxReader.read(onnx).initializers().stream()
        .collect(Collectors.toMap(Initializer::name, Initializer::shape));
  }

  private static List<String> quantizedFrom(ModelDescriptor descriptor, Dtype dtype)
      throws IOException {
    List<String> key = new ArrayList<>();
    key.addAll(List.of(Quantizer.VERSION, Calibrator.VERSION, MADE, dtype.id()));
    if (isOptimized(dtype)) {
      key.add(GraphOptimizer.VERSION);
    }
    key.addAll(descriptor.onnxHashes());
    descriptor.tokenizer().ifPresent(source -> key.add(source.sha256()));
    if (descriptor.calibration().isPresent()) {
      key.add(Digest.hex(descriptor.calibration().get()));
    }
    descriptor.base().ifPresent(base -> key.add("base " + base.hashes()));
    return key;
  }

  /** The folder that holds the small model and what the quantizer did. */
  private Path quantize(ModelDescriptor descriptor, OnceCalibrated calibrated, Dtype dtype)
      throws IOException {
    return cache.get(
        "quantized",
        quantizedFrom(descriptor, dtype),
        folder -> {
          progress.expectLongWork();
          QuantizeOptions options = QuantizeOptions.of(dtype);
          if (Quantizer.isCalibrated(dtype)) {
            options = options.with(calibrated.get());
          }
          progress.report("Quantize " + descriptor.name() + " to " + dtype.id(), 0, 0);
          Path file = folder.resolve(dtype.fileName());
          QuantizeReport report = Quantizer.quantize(calibrated.onnx, file, options);
          boolean optimized =
              isOptimized(dtype)
                  && report.bytes() <= MOST_OPTIMIZED_BYTES
                  && GraphOptimizer.optimize(file, report.bytes());
          JSON.writeValue(folder.resolve(MADE).toFile(), new Made(report, optimized));
        });
  }

  /** What is kept beside a small model. */
  private record Made(QuantizeReport report, boolean optimized) {}

  /** Products in int8 have kernels for the CPU alone, so that nothing is lost elsewhere. */
  private static boolean isOptimized(Dtype dtype) {
    return dtype == Dtype.Q8;
  }

  /** A model with its calibration, which is made when the first dtype needs it. */
  private final class OnceCalibrated {
    private final ModelDescriptor descriptor;
    private final Path onnx;
    private final Path base;
    private final Path tokenizer;
    private Calibration calibration;

    private OnceCalibrated(ModelDescriptor descriptor, Path onnx, Path base, Path tokenizer) {
      this.descriptor = descriptor;
      this.onnx = onnx;
      this.base = base;
      this.tokenizer = tokenizer;
    }

    private Calibration get() throws IOException {
      if (calibration == null) {
        progress.report("Calibrate " + descriptor.name(), 0, 0);
        calibration = calibrate();
      }
      return calibration;
    }

    private Calibration calibrate() throws IOException {
      if (descriptor.calibration().isEmpty()) {
        return Calibrator.unasked(base, tokenizer);
      }
      return Calibrator.onTexts(
          base, tokenizer, TextFile.sentences(descriptor.calibration().get()));
    }
  }

  private Optional<SelfTest> selfTest(
      ModelDescriptor descriptor, Dtype dtype, Path file, Optional<Path> tokenizer)
      throws IOException {
    List<String> key = new ArrayList<>(quantizedFrom(descriptor, dtype));
    key.add(SelfTest.VERSION);
    Path folder =
        cache.get(
            "selftest",
            key,
            fresh ->
                JSON.writeValue(
                    fresh.resolve(SELF_TEST).toFile(), SelfTest.of(file, tokenizer).orElse(null)));
    return Optional.ofNullable(JSON.readValue(folder.resolve(SELF_TEST).toFile(), SelfTest.class));
  }

  private Path pack(
      ModelDescriptor descriptor,
      Optional<Path> tokenizer,
      Map<String, Path> companions,
      List<BakedModel.Variant> variants)
      throws IOException {
    List<Object> key = new ArrayList<>();
    key.addAll(List.of(Packer.VERSION, PackOptions.DEFAULT));
    descriptor.tokenizer().ifPresent(source -> key.add(source.sha256()));
    key.addAll(about(descriptor).entrySet());
    for (BakedModel.Variant variant : variants) {
      key.addAll(quantizedFrom(descriptor, variant.dtype()));
    }
    key.addAll(dtypeByDevice(descriptor, variants).entrySet());
    for (Map.Entry<String, Path> file : companions.entrySet()) {
      key.add(file.getKey() + " " + Digest.hex(file.getValue()));
    }
    return cache.get(
        "packs",
        key,
        folder -> {
          progress.expectLongWork();
          progress.report("Pack " + descriptor.name(), 0, 0);
          Path own = Files.createTempDirectory("ovenbird-pack-");
          try {
            new Packer(PackOptions.DEFAULT)
                .pack(
                    descriptor.name(),
                    about(descriptor),
                    files(descriptor, tokenizer, companions, variants, own),
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
      ModelDescriptor descriptor,
      Optional<Path> tokenizer,
      Map<String, Path> companions,
      List<BakedModel.Variant> variants,
      Path own)
      throws IOException {
    List<PackFile> models = new ArrayList<>();
    Map<String, Integer> dataFiles = new LinkedHashMap<>();
    for (BakedModel.Variant variant : variants) {
      List<PackFile> files = ModelFiles.of(variant.packPath(), variant.file());
      models.addAll(files);
      dataFiles.put(variant.dtype().fileName(), files.size() - 1);
    }
    List<PackFile> files = new ArrayList<>();
    tokenizer.ifPresent(file -> files.add(new PackFile("tokenizer.json", file)));
    for (Map.Entry<String, Path> companion : companions.entrySet()) {
      String name = companion.getKey();
      Path file = companion.getValue();
      files.add(
          new PackFile(
              name,
              name.equals("config.json")
                  ? TransformersConfig.write(
                      file, dtypeByDevice(descriptor, variants), dataFiles, own.resolve(name))
                  : file));
    }
    files.addAll(models);
    return files;
  }

  /**
   * What a file can say that is the same for everybody: on WebGPU, what runs without 16-bit floats
   * too, if there is such a dtype. The browser's side knows the device and does better.
   */
  private static Map<String, Dtype> dtypeByDevice(
      ModelDescriptor descriptor, List<BakedModel.Variant> variants) {
    Map<String, Dtype> dtypes = new LinkedHashMap<>();
    for (Device device : List.of(Device.WEBGPU_F16, Device.WEBGPU, Device.WASM)) {
      BakedModel.dtypesFor(device, descriptor, variants).stream()
          .findFirst()
          .ifPresent(dtype -> dtypes.put(device.api(), dtype));
    }
    return dtypes;
  }
}

package dev.ovenbird.site;

import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.model.BakedModel;
import dev.ovenbird.model.Device;
import dev.ovenbird.model.Limit;
import dev.ovenbird.quantize.Dtype;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts a baked model into the figures that reports show. */
final class Reports {
  private Reports() {}

  static BuildReport.ModelReport of(BakedModel model) {
    return new BuildReport.ModelReport(
        model.name(),
        model.descriptor().title(),
        model.descriptor().description(),
        model.descriptor().license(),
        model.descriptor().homepage(),
        model.descriptor().task(),
        model.descriptor().onnx().address(),
        model.originalBytes(),
        downloads(model),
        model.variants().stream().map(variant -> of(model, variant)).toList());
  }

  /** One for each dtype that some kind of device takes first, in the order of {@link Device}. */
  private static List<BuildReport.Download> downloads(BakedModel model) {
    Map<Dtype, Set<Device>> takers = new LinkedHashMap<>();
    for (Device device : Device.values()) {
      model.dtypesFor(device).stream()
          .findFirst()
          .ifPresent(
              dtype ->
                  takers.computeIfAbsent(dtype, d -> EnumSet.noneOf(Device.class)).add(device));
    }
    return takers.entrySet().stream()
        .map(
            taken ->
                new BuildReport.Download(
                    taken.getValue().stream().map(Device::id).toList(),
                    title(taken.getValue()),
                    taken.getKey().id(),
                    model.downloadBytes(taken.getKey())))
        .toList();
  }

  private static String title(Set<Device> devices) {
    if (devices.size() == Device.values().length) {
      return "every device";
    }
    return devices.stream()
        .filter(device -> device != Device.WEBGPU || !devices.contains(Device.WEBGPU_F16))
        .map(Device::title)
        .collect(Collectors.joining(", "));
  }

  private static BuildReport.DtypeReport of(BakedModel model, BakedModel.Variant variant) {
    Map<Metric, Double> limits = new EnumMap<>(Metric.class);
    for (Limit limit :
        model.descriptor().evaluation().limits().getOrDefault(variant.dtype(), List.of())) {
      limits.put(limit.metric(), limit.value());
    }
    return new BuildReport.DtypeReport(
        variant.dtype().id(),
        variant.bytes(),
        model.pack().storedBytesOf(variant.packPath()),
        (double) variant.bytes() / model.originalBytes(),
        model.pack().shardsOf(variant.packPath()),
        variant.fidelity(),
        limits,
        variant.quantization().quantized(),
        variant.quantization().kept());
  }
}

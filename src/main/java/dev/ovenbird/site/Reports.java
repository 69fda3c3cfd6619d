package dev.ovenbird.site;

import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.model.BakedModel;
import dev.ovenbird.model.Limit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
        model.originalBytes(),
        model.pack().storedBytes(),
        model.variants().stream().map(variant -> of(model, variant)).toList());
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

package dev.ovenbird.site;

import dev.ovenbird.model.BakedModel;

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
        model.originalBytes(),
        model.pack().storedBytes(),
        model.variants().stream().map(variant -> of(model, variant)).toList());
  }

  private static BuildReport.DtypeReport of(BakedModel model, BakedModel.Variant variant) {
    return new BuildReport.DtypeReport(
        variant.dtype().id(),
        variant.bytes(),
        model.pack().storedBytesOf(variant.packPath()),
        model.pack().shardsOf(variant.packPath()),
        variant.fidelity().meanCosine(),
        variant.fidelity().minimumCosine(),
        variant.fidelity().nearestNeighbourAgreement(),
        variant.fidelity().samples());
  }
}

package dev.ovenbird.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.quantize.Dtype;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceCheckTest {
  private static final Set<String> BLOCKS = Set.of("Add", "com.microsoft.GatherBlockQuantized");

  @Test
  void nothingIsSaidOfAModelThatRunsEverywhere() {
    assertThat(told(Map.of("webgpu", Dtype.Q4), Dtype.Q4, Dtype.Q8)).isEmpty();
  }

  @Test
  void readersWithoutWebGpuAreNotForgotten() {
    assertThat(told(Map.of(), Dtype.Q4))
        .containsExactly(
            "models/small/model.yaml: warning: small runs on WebGPU only: q4.\n"
                + "    Add q8 to dtypes for readers whose browsers have none.");
  }

  @Test
  void aChoiceThatCannotRunIsRefused() {
    assertThat(told(Map.of("wasm", Dtype.Q4), Dtype.Q4, Dtype.Q8))
        .containsExactly(
            "models/small/model.yaml: error: small as q4 does not run on WebAssembly.\n"
                + "    Of its dtypes run there: q8.");
  }

  @Test
  void aDtypeWithoutKernelsIsTakenWhereItHasSome() {
    BakedModel model = model(Map.of(), Dtype.Q4, Dtype.Q8);

    assertThat(model.dtypesFor(Device.WEBGPU)).containsExactly(Dtype.Q4, Dtype.Q8);
    assertThat(model.dtypesFor(Device.WASM)).containsExactly(Dtype.Q8);
  }

  private static List<String> told(Map<String, Dtype> devices, Dtype... dtypes) {
    Diagnostics diagnostics = new Diagnostics();
    DeviceCheck.check(model(devices, dtypes), diagnostics);
    return diagnostics.all().stream()
        .map(Diagnostic::toString)
        .map(text -> text.replace(System.lineSeparator(), "\n"))
        .toList();
  }

  /** Its q4 has a quantized embedding. */
  private static BakedModel model(Map<String, Dtype> devices, Dtype... dtypes) {
    ModelDescriptor.Source source = new ModelDescriptor.Source("file:model.onnx", "", 1, 1);
    ModelDescriptor descriptor =
        new ModelDescriptor(
            Path.of("models/small/model.yaml"),
            "small",
            "Small",
            "",
            "",
            "",
            Task.FEATURE_EXTRACTION.id(),
            source,
            List.of(),
            Optional.of(source),
            List.of(),
            List.of(),
            List.of(dtypes),
            devices,
            Optional.empty(),
            Optional.empty(),
            new TextEncoderOptions(Pooling.MEAN, true, 256),
            null);
    List<BakedModel.Variant> variants =
        descriptor.dtypes().stream()
            .map(
                dtype ->
                    new BakedModel.Variant(
                        dtype,
                        null,
                        0,
                        null,
                        null,
                        false,
                        dtype == Dtype.Q4 ? BLOCKS : Set.of("Add"),
                        Optional.empty()))
            .toList();
    return new BakedModel(descriptor, 0, variants, null, null, Optional.empty());
  }
}

package dev.ovenbird.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.quantize.Dtype;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private static final List<Dtype> ALL = Arrays.asList(Dtype.values());

  @Test
  void ordersAllDtypes() {
    assertThat(Device.WEBGPU_F16.order(ALL, null))
        .containsExactly(Dtype.Q4F16, Dtype.FP16, Dtype.Q4, Dtype.Q8, Dtype.FP32);
    assertThat(Device.WEBGPU.order(ALL, null)).containsExactly(Dtype.Q4, Dtype.Q8, Dtype.FP32);
    assertThat(Device.WASM.order(ALL, null))
        .containsExactly(Dtype.Q8, Dtype.Q4, Dtype.FP32, Dtype.FP16, Dtype.Q4F16);
  }

  @Test
  void webAssemblyRunsWhateverIsPublishedSoThatAModelAlwaysRunsSomewhere() {
    assertThat(Device.WASM.order(ALL, null)).containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void anAuthorsChoiceComesFirstWhereItRuns() {
    List<Dtype> published = List.of(Dtype.Q8, Dtype.FP32, Dtype.FP16);

    assertThat(Device.WEBGPU_F16.order(published, Dtype.FP32))
        .containsExactly(Dtype.FP32, Dtype.FP16, Dtype.Q8);
    assertThat(Device.WEBGPU.order(published, Dtype.FP16)).containsExactly(Dtype.Q8, Dtype.FP32);
  }
}

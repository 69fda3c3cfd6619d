package dev.ovenbird.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** The numbers are what {@code src/test/zoo/inputs.py} makes. */
class InputTensorTest {

  @Test
  void noise() throws Exception {
    FloatBuffer values = values("{'type': 'float32', 'shape': [1, 2, 3], 'noise': 707}");
    assertThat(values.limit()).isEqualTo(6);
    assertThat(
            values.slice(0, 5).compareTo(floats(-1.3515625, 1.0625, 0.65625, -1.5078125, -0.125)))
        .isZero();
  }

  @Test
  void image() throws Exception {
    FloatBuffer values = values("{'type': 'float32', 'shape': [2, 3, 32, 32], 'image': 8}");
    assertThat(values.get(0)).isEqualTo(2.21484375f);
    assertThat(values.get(1091)).isEqualTo(-0.52734375f);
    assertThat(values.get(3621)).isEqualTo(1.09765625f);
    assertThat(values.get(6142)).isEqualTo(-1.703125f);
    double sum = 0;
    for (int i = 0; i < values.limit(); i++) {
      sum += values.get(i);
    }
    assertThat(sum).isEqualTo(40.078125);
  }

  @Test
  void emptyCache() throws Exception {
    assertThat(values("{'type': 'float32', 'shape': [2, 2, 0, 16], 'noise': 1}").limit()).isZero();
  }

  private static FloatBuffer floats(double... values) {
    FloatBuffer floats = FloatBuffer.allocate(values.length);
    for (double value : values) {
      floats.put((float) value);
    }
    return floats.rewind();
  }

  private static FloatBuffer values(String json) throws JsonProcessingException, OrtException {
    InputTensor input = InputTensor.of(new ObjectMapper().readTree(json.replace('\'', '"')));
    try (OnnxTensor tensor = input.create()) {
      return tensor.getFloatBuffer();
    }
  }
}

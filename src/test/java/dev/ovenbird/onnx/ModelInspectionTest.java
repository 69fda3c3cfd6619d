package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.evaluate.MiniLm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ModelInspectionTest {
  private final ModelInspection model = ModelInspection.of(MiniLm.onnx());

  @Test
  void saysWhatTheModelTakesAndHolds() {
    assertThat(model.opsets()).containsEntry("ai.onnx", 11L);
    assertThat(model.inputs())
        .extracting(ValueDescription::name)
        .containsExactly("input_ids", "attention_mask", "token_type_ids");
    assertThat(model.outputs().get(0).shape())
        .containsExactly("batch_size", "sequence_length", "384");
    assertThat(model.operators()).containsEntry("MatMul", 48);
    assertThat(model.largest()).hasSize(10);
    assertThat(model.largest().get(0).bytes()).isEqualTo(46_881_792);
    assertThat(model.toText()).contains("ai.onnx 11").contains("46,881,792");
  }

  @Test
  void comesBackFromJson() throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsBytes(model), ModelInspection.class))
        .isEqualTo(model);
  }
}

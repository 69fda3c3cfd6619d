package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.onnx.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelfTestTest {
  @TempDir Path folder;

  @Test
  void asksASentenceModelForTheVectorsOfTokens() throws IOException {
    SelfTest test = SelfTest.of(MiniLm.onnx(), Optional.of(MiniLm.tokenizer())).orElseThrow();

    SelfTest.Input ids = test.inputs().get("input_ids");
    long tokens = ids.dims().get(1);
    assertThat(ids.type()).isEqualTo("int64");
    assertThat(ids.dims()).containsExactly(1L, tokens);
    assertThat(ids.data()).hasSize((int) tokens).startsWith(101.0).endsWith(102.0);
    assertThat(test.inputs().get("attention_mask").data()).containsExactly(1.0);
    assertThat(test.inputs().get("token_type_ids").data()).containsExactly(0.0);
    assertThat(test.output()).isEqualTo("last_hidden_state");
    assertThat(test.dims()).containsExactly(1L, tokens, 384L);
    assertThat(test.values()).hasSizeBetween(64, 128);
    assertThat((test.values().size() - 1) * test.stride()).isLessThan((int) tokens * 384);
    assertThat(error(test.values(), test.values())).isZero();
    assertThat(error(new Random(1).doubles(test.values().size()).boxed().toList(), test.values()))
        .isGreaterThan(test.tolerance());
    String json = new ObjectMapper().writeValueAsString(test);
    assertThat(json.length()).isLessThan(4096);
    assertThat(new ObjectMapper().readValue(json, SelfTest.class)).isEqualTo(test);
  }

  @Test
  void repeatsTheNumbersOfALargeInput() throws IOException {
    Path onnx = folder.resolve("model.onnx");
    float[][] weights = new float[3][1000];
    Random random = new Random(2);
    for (float[] row : weights) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    TinyModels.colours(onnx, ElementType.FLOAT32, weights, "logits");

    SelfTest test = SelfTest.of(onnx, Optional.empty()).orElseThrow();

    SelfTest.Input pixels = test.inputs().get("pixel_values");
    assertThat(pixels.type()).isEqualTo("float32");
    assertThat(pixels.data()).hasSize(251);
    assertThat(test.output()).isEqualTo("logits");
    assertThat(test).isEqualTo(SelfTest.of(onnx, Optional.empty()).orElseThrow());
  }

  static Stream<Path> zoo() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/zoo"))) {
      return folders
          .map(each -> each.resolve("model.onnx"))
          .filter(Files::exists)
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void suitsEveryArchitecture(Path onnx) throws IOException {
    SelfTest test = SelfTest.of(onnx, Optional.empty()).orElseThrow();
    assertThat(test.values()).doesNotContainNull().hasSizeGreaterThan(1);
    assertThat(new ObjectMapper().writeValueAsString(test).length()).isLessThan(6000);
  }

  /** As the browser judges. */
  private static double error(List<Double> answer, List<Double> expected) {
    double mean = expected.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double off = 0;
    double spread = 0;
    for (int i = 0; i < expected.size(); i++) {
      off += Math.pow(answer.get(i) - expected.get(i), 2);
      spread += Math.pow(expected.get(i) - mean, 2);
    }
    return Math.sqrt(off / spread);
  }
}

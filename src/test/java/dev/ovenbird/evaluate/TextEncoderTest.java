package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEncoderTest {
  @TempDir Path folder;

  @Test
  void aTextHasTheSameVectorAloneAndInABatch() {
    try (TextEncoder encoder =
        TextEncoder.open(MiniLm.onnx(), MiniLm.tokenizer(), MiniLm.OPTIONS)) {
      float[][] together = encoder.encode(Sentences.VARIED);
      for (int i : new int[] {0, 60, 63}) {
        float[] alone = encoder.encode(List.of(Sentences.VARIED.get(i)))[0];
        assertThat(alone).hasSize(384);
        assertThat(Vectors.dot(alone, alone)).isCloseTo(1, within(1e-5));
        assertThat(Vectors.cosine(alone, together[i])).isGreaterThan(0.99999);
      }
      assertThat(Vectors.cosine(together[0], together[1]))
          .as("nests and nests")
          .isGreaterThan(Vectors.cosine(together[0], together[27]) + 0.2);
      assertThat(encoder.encode(List.of())).isEmpty();
    }
  }

  @Test
  void longTextsAreCut() {
    TextEncoderOptions options = new TextEncoderOptions(Pooling.CLS, false, 8);
    try (TextEncoder encoder = TextEncoder.open(MiniLm.onnx(), MiniLm.tokenizer(), options)) {
      float[][] vectors = encoder.encode(List.of("a b c d e f", "a b c d e f g h i ".repeat(500)));
      assertThat(vectors[0]).isEqualTo(vectors[1]);
    }
  }

  @Test
  void missingAndDamagedFilesAreNamed() throws IOException {
    Path absent = folder.resolve("absent");
    Path damaged = Files.writeString(folder.resolve("damaged"), "no");
    for (Path bad : List.of(absent, damaged)) {
      assertThatThrownBy(() -> TextEncoder.open(bad, MiniLm.tokenizer(), MiniLm.OPTIONS))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(bad.toString());
      assertThatThrownBy(() -> TextEncoder.open(MiniLm.onnx(), bad, MiniLm.OPTIONS))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(bad.toString());
    }
  }
}

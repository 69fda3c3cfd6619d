package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.evaluate.TinyModels;
import dev.ovenbird.onnx.ElementType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  private static final float[][] TABLE = {
    {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {1, 0, 0, 0, 0}, {1, 0, 0, 0, 0}
  };

  @TempDir Path folder;

  @Test
  void readsATextWithBothModels() throws IOException {
    Path model = TinyModels.bigrams(folder.resolve("a.onnx"), TABLE);
    Path text = Files.writeString(folder.resolve("text.txt"), "mud straw\n\nnest egg\n");
    Object[] arguments = {
      "model", "compare", model, model, "--tokenizer", TinyModels.TOKENIZER, "--text", text
    };
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("same next token as the original for 100 % of 4 in 2 passages;\n")
        .contains("(0 %), mean KL divergence 0 nats", "furthest from the original, in nats:");
  }

  @Test
  void looksAtImagesWithBothModels() throws IOException {
    Path model =
        TinyModels.colours(
            folder.resolve("a.onnx"), ElementType.FLOAT32, new float[][] {{1}, {1}, {1}}, "logits");
    Path images = Files.createDirectory(folder.resolve("images"));
    ImageIO.write(
        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
        "png",
        images.resolve("dark.png").toFile());
    Path preprocessor = Files.writeString(folder.resolve("p.json"), "{\"size\": 4}");
    CommandLineRun run =
        CommandLineRun.of(
            "model",
            "compare",
            model,
            model,
            "--images",
            images,
            "--preprocessor",
            preprocessor,
            "--json");
    assertThat(run.err()).isEmpty();
    assertThat(new ObjectMapper().readTree(run.out()).at("/figures/classAgreement").asDouble())
        .isEqualTo(1);
  }

  @Test
  void takesInputsFromAFile() throws IOException {
    Path model = TinyModels.bigrams(folder.resolve("a.onnx"), TABLE);
    Path inputs = Files.writeString(folder.resolve("inputs.json"), "{\"input_ids\": [[0, 4]]}");
    assertThat(CommandLineRun.of("model", "compare", model, model, "--inputs", inputs).out())
        .isEqualTo("logits: cosine 1.00000 on average, largest difference 0.0 in 10 numbers\n");
  }

  @Test
  void tellsWhichOptionsGoTogether() {
    thenWrong("--tokenizer", "t.json").contains("--sentences", "--text");
    thenWrong("--sentences", "s.txt").contains("--tokenizer");
    thenWrong("--images", "i").contains("--preprocessor");
    thenWrong("--rounds", "0").contains("--rounds takes a number from 1 on.");
    thenWrong("--inputs", "i.json", "--images", "i", "--preprocessor", "p.json")
        .contains("mutually exclusive");
  }

  private static AbstractStringAssert<?> thenWrong(String... options) {
    Object[] arguments = new Object[4 + options.length];
    System.arraycopy(new Object[] {"model", "compare", "a", "b"}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    return assertThat(run.err());
  }
}

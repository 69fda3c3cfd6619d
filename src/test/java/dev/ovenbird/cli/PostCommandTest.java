package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.browser.PostCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in the post from training to browser is one, and makes what the post says. */
class PostCommandTest {
  @TempDir Path folder;

  @Test
  void theOneLineQuantizes() throws IOException {
    String line = PostCode.read().block("quantize.sh").strip();
    Path small = folder.resolve("biscuit_q8.onnx");
    String[] words = line.replace("target/biscuit_q8.onnx", small.toString()).split(" ");
    assertThat(words[0]).isEqualTo("ovenbird");

    CommandLineRun run =
        CommandLineRun.of((Object[]) java.util.Arrays.copyOfRange(words, 1, words.length));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat((double) Files.size(small) / Files.size(Path.of("models/biscuit/model.onnx")))
        .isBetween(0.4, 0.6);
  }
}

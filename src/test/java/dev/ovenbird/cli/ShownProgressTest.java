package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShownProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void aLineForEachStepInALog() {
    report(false);
    assertThat(shown()).isEqualToNormalizingNewlines("Pack minilm\nEmbed passages\n");
  }

  @Test
  void barsOnATerminal() {
    report(true);
    assertThat(shown().lines())
        .containsSubsequence("Pack minilm", "")
        .last()
        .asString()
        .startsWith("Embed passages")
        .endsWith("█".repeat(24) + " 100 %");
  }

  private void report(boolean interactive) {
    PrintStream stream = CommandLineRun.stream(out);
    try (var progress = new ShownProgress(new Terminal(stream, stream, interactive, false))) {
      progress.report("Pack minilm", 0, 0);
      progress.report("Embed passages", 0, 2);
      progress.report("Embed passages", 1, 2);
      progress.report("Embed passages", 2, 2);
    }
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }
}

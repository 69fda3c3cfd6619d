package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void showsItsCommandsWhenNothingIsAsked() {
    CommandLineRun run = CommandLineRun.of();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("generate", "serve", "model");
  }

  @Test
  void helps() {
    CommandLineRun run = CommandLineRun.of("generate", "--help");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains("--source", "--output", "--base-url", "--drafts", "--future", "--clean");
  }

  @Test
  void suggestsWhatWasMeant() {
    CommandLineRun run = CommandLineRun.of("generate", "--drfts");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            """
            Unknown option: '--drfts'
            Possible solutions: --drafts
            Try 'ovenbird generate --help'.
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--drafts=maybe", "--port=0", "posts"})
  void refusesWhatGenerateDoesNotKnow(String argument) {
    assertThat(CommandLineRun.of("generate", argument).code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void wantsACommandForModels() {
    assertThat(CommandLineRun.of("model").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void servesNoSiteThatIsNotThere() {
    CommandLineRun run = CommandLineRun.of("serve", "--no-build", "--output", "nowhere");
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).startsWith("nowhere: error: There is no site to serve.");
  }
}

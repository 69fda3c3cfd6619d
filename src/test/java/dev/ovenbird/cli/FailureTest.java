package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FailureTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal =
      Terminal.of(CommandLineRun.stream(err), CommandLineRun.stream(err));

  @Test
  void printsErrorsFirstAndTellsThatTheLastSiteStands() {
    Path post = Path.of("content/post.md").toAbsolutePath();
    InputException problem =
        new InputException(
            Diagnostic.warning(post, 2, "No summary.", ""),
            Diagnostic.error(post, 9, "Unknown status: drat", "Did you mean \"draft\"?"),
            Diagnostic.error(null, 0, "No content.", ""));
    assertThat(handle(problem, "--output=" + folder)).isEqualTo(ExitCode.INPUT);
    thenPrinted(
        """
        error: No content.
        content/post.md:9: error: Unknown status: drat
            Did you mean "draft"?
        content/post.md:2: warning: No summary.

        2 errors, 1 warning. Nothing was written; %s is as it was.
        """
            .formatted(folder));
  }

  @Test
  void aFileThatCannotBeReadIsTheUsersToMend() {
    Exception problem = new UncheckedIOException(new AccessDeniedException("secret.md"));
    assertThat(handle(problem, "--output=nowhere")).isEqualTo(ExitCode.INPUT);
    thenPrinted(
        """
        secret.md: error: The system does not permit to read or write it.

        1 error. Nothing was written.
        """);
  }

  @Test
  void ourBugsShowWhereTheyAre() {
    assertThat(handle(new IllegalStateException("oops"))).isEqualTo(ExitCode.BUG);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("oops", "at dev.ovenbird.cli.FailureTest", "Please report it");
  }

  private int handle(Exception problem, String... args) {
    CommandLine command = new CommandLine(new GenerateCommand(terminal));
    command.parseArgs(args);
    return new Failure(terminal).handleExecutionException(problem, command, null);
  }

  private void thenPrinted(String text) {
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(text);
  }
}

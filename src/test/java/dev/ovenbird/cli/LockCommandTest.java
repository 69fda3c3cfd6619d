package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.fetch.HubServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LockCommandTest {
  @TempDir Path folder;

  @Test
  void writesDownAndRenews() throws IOException {
    try (HubServer server = new HubServer()) {
      HubServer.Model hub =
          server
              .model("acme/tiny")
              .task("feature-extraction")
              .file("config.json", "{}")
              .file("tokenizer.json", "{}")
              .file("onnx/model.onnx", "x".repeat(1000));
      Path model = Files.createDirectories(folder.resolve("models/tiny"));
      Files.writeString(model.resolve("model.yaml"), "source: hf:acme/tiny\n");
      String old = hub.commit();

      assertThat(run(server)).endsWith("tiny: 3 files, 1.0 kB, commit " + old + "\n");
      hub.file("onnx/model.onnx", "y".repeat(2000));
      assertThat(run(server, "tiny")).isEqualTo("tiny: 3 files, 1.0 kB, commit " + old + "\n");
      assertThat(run(server, "tiny", "--update"))
          .endsWith("tiny: 3 files, 2.0 kB, commit " + hub.commit() + "\n");
      assertThat(server.countOf("model.onnx")).as("downloads of the weights").isZero();
      assertThat(run(server, "tinny"))
          .contains("There is no model tinny.", "Did you mean \"tiny\"?");
    }
  }

  /** What it prints. */
  private String run(HubServer server, String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Terminal terminal = Terminal.of(CommandLineRun.stream(bytes), CommandLineRun.stream(bytes));
    LockCommand command =
        new LockCommand(terminal, server.settings(folder.resolve("downloads"), Optional.empty()));
    new CommandLine(command)
        .setExecutionExceptionHandler(new Failure(terminal))
        .execute(withSource(arguments));
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private String[] withSource(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--source=" + folder;
    return all;
  }
}

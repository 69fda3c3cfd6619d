package dev.ovenbird.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that has run to its end.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds that its threads computed, which other programs on the machine hardly change
 * @param peakResident most memory it had, files that it mapped included, in bytes; 0 where the
 *     system does not tell
 * @param peakAnonymous the same without mapped files
 */
record ChildProcess(double seconds, double cpuSeconds, long peakResident, long peakAnonymous) {
  private static final int POLL_MILLIS = 10;

  /**
   * Runs a program.
   *
   * @throws IOException if it does not end with 0
   */
  static ChildProcess run(List<String> command) throws IOException {
    File said = File.createTempFile("ovenbird-bench-", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said);
      builder.environment().putAll(Map.of("ORT_DISABLE_TELEMETRY", "1", "LC_ALL", "C"));
      long begin = System.nanoTime();
      Process process = builder.start();
      Duration computed = Duration.ZERO;
      long resident = 0;
      long anonymous = 0;
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        computed = process.info().totalCpuDuration().orElse(computed);
        resident = Math.max(resident, memory(process, "VmHWM:"));
        anonymous = Math.max(anonymous, memory(process, "RssAnon:"));
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (process.exitValue() != 0) {
        throw new IOException(
            command
                + " ended with "
                + process.exitValue()
                + ":\n"
                + Files.readString(said.toPath()));
      }
      return new ChildProcess(seconds, computed.toMillis() / 1e3, resident, anonymous);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(said.toPath());
    }
  }

  /** The program of this class path, as its launcher starts it. */
  static List<String> ovenbird(List<String> javaOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.ovenbird.cli.Main");
    command.addAll(List.of(arguments));
    return command;
  }

  /** From proc(5). */
  private static long memory(Process process, String field) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}

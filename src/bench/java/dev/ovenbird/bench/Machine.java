package dev.ovenbird.bench;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Where and with what was measured.
 *
 * @param load the mean number of running processes in the minute before; negative where the system
 *     does not tell
 */
record Machine(
    String date,
    String processor,
    int cores,
    double load,
    String system,
    String java,
    String onnxRuntime) {

  static Machine here() {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC).toString(),
        modelName(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        OrtEnvironment.getEnvironment().getVersion());
  }

  private static String modelName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  @Override
  public String toString() {
    return "%s: %s, %d cores, load %.1f; %s; %s; ONNX Runtime %s"
        .formatted(date, processor, cores, load, system, java, onnxRuntime);
  }
}

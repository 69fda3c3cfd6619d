package dev.ovenbird.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lets Jazzer fuzz for some seconds, in a process of its own: it rewrites the classes that it
 * watches, and a model that makes ours hang or run out of memory ends that process only. The same
 * models each time, if the machine is quick enough; {@code -Dfuzz.runs=1000000 -Dfuzz.duration=1h
 * -Dfuzz.seed=2} goes on for longer and elsewhere.
 *
 * <p>A failure leaves the input in {@code target/fuzz/}.
 */
class FuzzingTest {
  private static final int RUNS = Integer.getInteger("fuzz.runs", 1500);
  private static final String DURATION = System.getProperty("fuzz.duration", "10s");
  private static final int SEED = Integer.getInteger("fuzz.seed", 1);

  /** For one model, in seconds. */
  private static final int LONGEST = 20;

  private static final String HEAP = "-Xmx256m";

  /** What the fuzzed code needs; Jazzer looks through all of the class path. */
  private static final Pattern NEEDED =
      Pattern.compile("(junit|jazzer|opentest4j|apiguardian|assertj|protobuf-java|byte-buddy).*");

  /** Models are not looked up in directories, sent to databases, or run as scripts. */
  private static final String SANITIZERS_OF_NO_USE =
      Stream.of(
              "ClojureLangHooks",
              "Deserialization",
              "ExpressionLanguageInjection",
              "LdapInjection",
              "NamingContextLookup",
              "OsCommandInjection",
              "ReflectiveCall",
              "RegexInjection",
              "RegexRoadblocks",
              "ScriptEngineInjection",
              "ServerSideRequestForgery",
              "SqlInjection",
              "TemplateInjection",
              "UnsafeSanitizer",
              "XPathInjection",
              "XmlParserSsrfGuidance")
          .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
          .collect(Collectors.joining(File.pathSeparator));

  @TempDir(factory = InMemory.class)
  Path models;

  @Test
  void wholeModelsWork() throws IOException {
    Files.write(models.resolve(Seeds.DATA), new byte[Seeds.DATA_BYTES]);
    for (byte[] whole : DamagedModels.files()) {
      assertThat(ModelUse.of(Files.write(models.resolve("model.onnx"), whole))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "parts"})
  void damagedModelsWorkOrAreRefused(String method) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "fuzz", method)).toAbsolutePath();
    forget(folder.resolve(".cifuzz-corpus"));
    Path said = folder.resolve("output.txt");
    Process jazzer =
        new ProcessBuilder(command(method))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(jazzer.waitFor()).as(() -> end(said)).isZero();
      assertThat(Files.readString(said)).containsPattern("Done \\d+ runs in");
    } finally {
      jazzer.destroyForcibly();
    }
  }

  /** What earlier runs found interesting. */
  private static void forget(Path corpus) throws IOException {
    if (Files.exists(corpus)) {
      try (Stream<Path> all = Files.walk(corpus)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static List<String> command(String method) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-Dbasedir=" + Path.of("").toAbsolutePath()));
    command.addAll(List.of("-cp", classPath(), Jazzer.class.getName()));
    command.add("--target_class=" + DamagedModels.class.getName());
    command.add("--target_method=" + method);
    command.add(
        "--instrumentation_includes="
            + String.join(File.pathSeparator, "dev.ovenbird.onnx.**", "dev.ovenbird.quantize.**"));
    // The hooks of all comparisons would take longer to install than there is time.
    command.add("--trace=cov");
    command.add("--disabled_hooks=" + SANITIZERS_OF_NO_USE);
    command.add("--max_executions=" + RUNS);
    command.add("--max_duration=" + DURATION);
    command.addAll(List.of("-seed=" + SEED, "-timeout=" + LONGEST));
    // The heap has its own limit; what Java and libFuzzer take beside it is another on each
    // machine.
    command.add("-rss_limit_mb=8192");
    return command;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                Files.isDirectory(Path.of(entry))
                    || NEEDED.matcher(Path.of(entry).getFileName().toString()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String end(Path file) {
    try {
      List<String> lines =
          Files.readAllLines(file).stream().filter(line -> !line.startsWith("INFO: ")).toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}

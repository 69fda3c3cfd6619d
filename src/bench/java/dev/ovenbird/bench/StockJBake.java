package dev.ovenbird.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** JBake as it is distributed, in a process of its own. Maven fetches its jars once. */
final class StockJBake {
  /** As {@code src/bench/peers/jbake/pom.xml} has it. */
  static final String VERSION = "2.7.0";

  private static final Path JARS = Path.of("target", "bench", "jbake", "lib");

  private StockJBake() {}

  /** The command that bakes a folder as JBake's own launcher does. */
  static List<String> command(Path source, Path output) throws IOException {
    if (!Files.exists(JARS.resolve("jbake-core-" + VERSION + ".jar"))) {
      ChildProcess.run(
          List.of(
              "mvn",
              "-q",
              "-f",
              Path.of("src", "bench", "peers", "jbake", "pom.xml").toString(),
              "dependency:copy-dependencies",
              "-DoutputDirectory=" + JARS.toAbsolutePath()));
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        JARS.resolve("*").toString(),
        "org.jbake.launcher.Main",
        "-b",
        source.toString(),
        output.toString());
  }
}

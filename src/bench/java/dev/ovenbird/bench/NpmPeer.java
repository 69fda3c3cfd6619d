package dev.ovenbird.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A program of {@code src/bench/peers}, which npm fetches once. */
final class NpmPeer {
  private NpmPeer() {}

  /**
   * @param name of its folder there
   * @param script to be started with Node.js, from {@code node_modules}
   * @return where the script lies now
   */
  static Path install(String name, String script) throws IOException {
    Path folder = Path.of("target", "bench", name);
    Path program = folder.resolve("node_modules").resolve(script);
    if (!Files.exists(program)) {
      Files.createDirectories(folder);
      Files.copy(
          Path.of("src", "bench", "peers", name, "package.json"),
          folder.resolve("package.json"),
          StandardCopyOption.REPLACE_EXISTING);
      ChildProcess.run(
          List.of("npm", "install", "--silent", "--no-audit", "--prefix", folder.toString()));
    }
    return program;
  }
}

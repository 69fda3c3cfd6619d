package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * {@code https://…}, and {@code http://} on this machine.
 *
 * @param address the file's
 */
public record WebAddress(URI address) implements RemoteAddress {
  private static final Set<String> OWN = Set.of("localhost", "127.0.0.1", "[::1]");

  static WebAddress parse(String text) throws FetchException {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException e) {
      throw new FetchException(
          "This is no address: " + text, "Write a space as %20; " + e.getReason() + ".");
    }
    WebAddress file = new WebAddress(address);
    if (address.getHost() == null || file.fileName().isEmpty()) {
      throw new FetchException(
          "This is no address of a file: " + text, "Write it like https://host/path/model.onnx.");
    }
    if (!address.getScheme().equals("https") && !OWN.contains(address.getHost())) {
      throw new FetchException(
          "Files are fetched by https alone: " + text, "Write https:, if the host has it.");
    }
    return file;
  }

  @Override
  public String path() {
    return String.valueOf(address.getPath());
  }

  @Override
  public void download(Servers servers, Optional<Checksum> expected, Path target, Progress progress)
      throws IOException {
    try {
      servers
          .downloader()
          .download(
              new Download(address, Optional.empty(), fileName(), expected), target, progress);
    } catch (IOException e) {
      throw Unreached.explain(address, e);
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }
}

package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The address of a file in the network. */
public sealed interface RemoteAddress extends SourceAddress
    permits HubAddress, WebAddress, NpmAddress, MavenAddress {

  /**
   * Downloads the file.
   *
   * @param expected its hash, where that is known
   * @param target appears when the file is complete and checked
   * @throws FetchException when the author can do something about it
   * @throws WrongBytesException when it is another file than was expected
   */
  void download(Servers servers, Optional<Checksum> expected, Path target, Progress progress)
      throws IOException;
}

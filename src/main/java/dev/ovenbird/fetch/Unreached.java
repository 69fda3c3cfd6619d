package dev.ovenbird.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;

/** Says why nothing came from a server. */
final class Unreached {
  private Unreached() {}

  /** In words for the author, unless the author has no part in it. */
  static IOException explain(URI address, IOException problem) {
    if (problem instanceof FetchException
        || problem instanceof WrongBytesException
        || problem instanceof InterruptedIOException
        || problem instanceof java.nio.file.FileSystemException) {
      return problem;
    }
    if (problem instanceof HttpFailure failure) {
      return new FetchException(
          failure.getMessage() + " for " + address + ".",
          failure.mayPass()
              ? "Try again later; what has come so far is kept."
              : "Open it in a browser to see whether it is there.",
          failure);
    }
    return new FetchException(
        address.getHost() + " could not be reached: " + reason(problem) + ".",
        "What has come so far is kept, and a file that is here once is not fetched again. Behind a"
            + " proxy, set the Java platform's https.proxyHost and https.proxyPort.",
        problem);
  }

  private static String reason(IOException problem) {
    if (problem.getMessage() != null) {
      return problem.getMessage();
    }
    return problem instanceof ConnectException
        ? "no connection"
        : problem.getClass().getSimpleName();
  }
}

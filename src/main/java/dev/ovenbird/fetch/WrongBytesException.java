package dev.ovenbird.fetch;

import java.io.IOException;

/** A download is complete, but is another file than the one that was meant. It was not kept. */
public final class WrongBytesException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String actual;

  WrongBytesException(String expected, String actual) {
    super("the hash is " + actual + ", not " + expected);
    this.expected = expected;
    this.actual = actual;
  }

  /** The hash of the file that was meant, as its checksum writes it. */
  public String expected() {
    return expected;
  }

  /** The hash of what came. */
  public String actual() {
    return actual;
  }
}

package dev.ovenbird.fetch;

import java.io.IOException;

/** A file cannot be had, and the user can do something about it. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param message what is wrong, in sentences
   * @param hint what to do about it
   */
  public FetchException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  FetchException(String message, String hint, IOException cause) {
    this(message, hint);
    initCause(cause);
  }

  public String hint() {
    return hint;
  }
}

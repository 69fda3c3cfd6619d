package dev.ovenbird.fetch;

/**
 * {@code file:PATH}.
 *
 * @param path from the descriptor's folder
 */
public record LocalAddress(String path) implements SourceAddress {
  @Override
  public String toString() {
    return "file:" + path;
  }
}

package dev.ovenbird.fetch;

/**
 * {@code classpath:/PATH}.
 *
 * @param resource its slash at the beginning may be missing
 */
public record ClassPathAddress(String resource) implements SourceAddress {
  @Override
  public String path() {
    return resource;
  }

  @Override
  public String toString() {
    return "classpath:" + resource;
  }
}

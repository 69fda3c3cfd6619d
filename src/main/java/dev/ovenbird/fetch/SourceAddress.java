package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Suggestion;
import java.util.List;

/** Where a file comes from, as authors write it: one class for each scheme. */
public sealed interface SourceAddress permits LocalAddress, ClassPathAddress, RemoteAddress {
  List<String> SCHEMES = List.of("file", "classpath", "hf", "https", "npm", "maven");

  /** Where the file lies within what the address names before it. */
  String path();

  /** The file's own name, without folders. */
  default String fileName() {
    return path().substring(path().lastIndexOf('/') + 1);
  }

  /**
   * Reads an address.
   *
   * @throws FetchException when it is none
   */
  static SourceAddress parse(String address) throws FetchException {
    int colon = address.indexOf(':');
    String scheme = colon < 0 ? "" : address.substring(0, colon);
    String rest = address.substring(colon + 1);
    return switch (scheme) {
      case "file" -> new LocalAddress(rest);
      case "classpath" -> new ClassPathAddress(rest);
      case "hf" -> HubAddress.parse(rest);
      case "http", "https" -> WebAddress.parse(address);
      case "npm" -> NpmAddress.parse(rest);
      case "maven" -> MavenAddress.parse(rest);
      default ->
          throw new FetchException(
              "Unknown kind of source: " + address,
              scheme.isEmpty()
                  ? "Begin it with one of: " + String.join(":, ", SCHEMES) + ":."
                  : Suggestion.orList(scheme, SCHEMES));
    };
  }

  /** Whether a text begins like an address rather than being a path. */
  static boolean looksLikeOne(String text) {
    return text.matches("[a-z]{2,}:.*");
  }
}

package dev.ovenbird.fetch;

import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a file's hash has to be.
 *
 * @param kind how the hash is made and written
 * @param expected as that kind writes it
 */
record Checksum(Kind kind, String expected) {
  enum Kind {
    /** Lower-case hex. */
    SHA_256,
    /** As npm writes it: {@code sha512-} and Base64. */
    NPM_INTEGRITY,
    /** SHA-1 over a head and the content, by which git names a file. Lower-case hex. */
    GIT_BLOB
  }

  static Checksum sha256(String hex) {
    return new Checksum(Kind.SHA_256, hex);
  }

  /** The hash of a file. */
  static String of(Kind kind, Path file) throws IOException {
    return switch (kind) {
      case SHA_256 -> Digest.hex(file);
      case NPM_INTEGRITY ->
          "sha512-" + Base64.getEncoder().encodeToString(digest(Digest.of("SHA-512"), file));
      case GIT_BLOB -> {
        MessageDigest sha1 = Digest.of("SHA-1");
        sha1.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
        yield HexFormat.of().formatHex(digest(sha1, file));
      }
    };
  }

  /**
   * Compares.
   *
   * @throws WrongBytesException when the file has another hash
   */
  void check(Path file) throws IOException {
    String actual = of(kind, file);
    if (!actual.equals(expected)) {
      throw new WrongBytesException(expected, actual);
    }
  }

  private static byte[] digest(MessageDigest digest, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Digest.digest(digest, in);
    }
  }
}

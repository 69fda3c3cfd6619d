package dev.ovenbird.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/** Hashes, in lower-case hex, of what the build reads and writes. */
public final class Digest {
  /** How many hex digits of a hash stand in a file's name: 64 bits. */
  public static final int SHORT = 16;

  private Digest() {}

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    return of("SHA-256");
  }

  /** A fresh digest of a kind that every Java platform has. */
  public static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The SHA-256 of bytes. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** The SHA-256 of a text in UTF-8. */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A hash of 128 bits that tells one's own files apart, and would not withstand an attack: it
   * takes a tenth of the time of SHA-256 where Java runs without its second compiler.
   */
  public static String brief(byte[] bytes) {
    long[] hash = MurmurHash3.hash128x64(bytes);
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(hash[0]) + hex.toHexDigits(hash[1]);
  }

  /** The same of a text. */
  public static String brief(String text) {
    return brief(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The SHA-256 of a file's content, read as a stream. */
  public static String hex(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return hex(in);
    }
  }

  /** The SHA-256 of all that a stream still holds; the caller closes it. */
  public static String hex(InputStream in) throws IOException {
    return HexFormat.of().formatHex(digest(sha256(), in));
  }

  /** The digest of all that a stream still holds; the caller closes it. */
  public static byte[] digest(MessageDigest digest, InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return digest.digest();
  }

  /** What browsers check a file against, as {@code integrity} attributes have it: SHA-384. */
  public static String integrity(byte[] content) {
    return "sha384-" + Base64.getEncoder().encodeToString(of("SHA-384").digest(content));
  }

  /** {@code css/site.css} and its content become {@code site.0123456789abcdef.css}. */
  public static String hashedName(String path, byte[] content) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return name.substring(0, dot) + "." + hex(content).substring(0, SHORT) + name.substring(dot);
  }
}

package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The policy that holds a page to its own origin. Scripts and styles that an author wrote into a
 * page are allowed by their hashes; those that anybody else would slip in are not.
 */
final class PageSecurity {
  /** Stands for the policy until the page, and with it every hash, is known. */
  static final String PLACEHOLDER = "ovenbird-content-security-policy";

  /**
   * The policy of ONNX Runtime's threads. They start from an address and not from a blob, so that
   * the page's own policy does not reach them; theirs comes in a header.
   */
  static final String OF_THREADS = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

  private PageSecurity() {}

  /**
   * @param embeds other origins from which the page may show pictures, films and frames
   */
  static String policy(HtmlPage page, List<String> embeds) {
    String shown = embeds.isEmpty() ? "" : " " + String.join(" ", embeds);
    // 'wasm-unsafe-eval' lets WebAssembly be compiled and nothing else: eval() stays forbidden.
    String scripts = "script-src 'self' 'wasm-unsafe-eval'" + hashes(page.scripts());
    String styles =
        "style-src 'self'"
            + (page.styles().isEmpty() ? "" : " 'unsafe-hashes'")
            + hashes(page.styles());
    return String.join(
        "; ",
        "default-src 'self'",
        scripts,
        styles,
        "img-src 'self' data:" + shown,
        "media-src 'self'" + shown,
        "frame-src 'self'" + shown,
        // The inference worker starts from a blob: only so does it inherit this policy.
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'");
  }

  private static String hashes(List<String> texts) {
    Set<String> hashes = new TreeSet<>();
    for (String text : texts) {
      byte[] digest = Digest.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
      hashes.add(" 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
    return String.join("", hashes);
  }
}

package dev.ovenbird.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes {@code sw.js}: at the site's root, since a service worker rules only what lies below it.
 */
public final class ServiceWorkerFile {
  /**
   * How pages are isolated from other origins.
   *
   * @param except pages that are not, from the site's root
   * @param threadPolicy the Content-Security-Policy of ONNX Runtime's threads
   */
  public record Isolation(List<String> except, String threadPolicy) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private ServiceWorkerFile() {}

  /**
   * Its source. The same arguments give the same text; any other text is a new version to a
   * browser.
   *
   * @param archive of most of it, for a first visit; from the site's root
   * @param others what else a reader may go to, from the site's root, percent-encoded
   * @param isolation null for none
   */
  public static String source(
      List<PrecacheEntry> precache,
      String archive,
      List<String> others,
      Isolation isolation,
      BrowserRuntime runtime) {
    String site =
        """
          isolation: %s,
          precache: [%s],
          archive: %s,
          others: [%s],
        """
            .formatted(
                json(isolation),
                rows(
                    precache.stream()
                        .map(entry -> Arrays.asList(entry.path(), entry.revision()))
                        .toList()),
                json(archive),
                rows(others));
    return """
        import { startServiceWorker } from "./%s";

        startServiceWorker({
          version: "%s",
        %s});
        """
        .formatted(
            runtime.serviceWorkerScript(),
            Digest.hex(runtime.serviceWorkerScript() + site).substring(0, Digest.SHORT),
            site);
  }

  /**
   * The source for a site that has no service worker any more. A file that is merely absent would
   * leave an earlier one with its readers for good.
   */
  public static String removal(BrowserRuntime runtime) {
    return """
        import { removeServiceWorker } from "./%s";

        removeServiceWorker();
        """
        .formatted(runtime.serviceWorkerScript());
  }

  private static String rows(List<?> values) {
    return values.isEmpty()
        ? ""
        : values.stream()
            .map(value -> "    " + json(value))
            .collect(Collectors.joining(",\n", "\n", ",\n  "));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

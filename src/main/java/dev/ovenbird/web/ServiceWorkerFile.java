package dev.ovenbird.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes {@code sw.js}: at the site's root, since a service worker rules only what lies below it.
 */
public final class ServiceWorkerFile {
  private ServiceWorkerFile() {}

  /**
   * Its source. The same entries give the same text; any other text is a new version to a browser.
   */
  public static String source(List<PrecacheEntry> precache, BrowserRuntime runtime) {
    List<String> rows = new ArrayList<>();
    for (PrecacheEntry entry : precache) {
      rows.add("    " + json(Arrays.asList(entry.path(), entry.revision())));
    }
    String list = String.join(",\n", rows);
    return """
        import { startServiceWorker } from "./%s";

        startServiceWorker({
          version: "%s",
          precache: [
        %s
          ]
        });
        """
        .formatted(
            runtime.serviceWorkerScript(),
            Digest.hex(runtime.serviceWorkerScript() + list).substring(0, Digest.SHORT),
            list);
  }

  private static String json(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

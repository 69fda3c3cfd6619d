package dev.ovenbird.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What pages are given while they are written: a script of the site's own origin, which is all that
 * the strictest policy of a page allows. It is never in the output.
 */
final class LiveScript {
  /** From the site's root; no build writes there. As deep as the published modules. */
  static final String FOLDER = "_ovenbird/live/";

  static final String EVENTS = FOLDER + "events";

  private static final Pattern MODULE = Pattern.compile("[a-z0-9-]+\\.js");

  private LiveScript() {}

  /**
   * A page with the script. It stands at the very end, where every parser takes it, whatever tags
   * the page has left out.
   *
   * @param build by which the page can tell that a later one was made
   */
  static byte[] addTo(byte[] html, String basePath, String build) {
    byte[] script =
        "\n<script type=\"module\" src=\"%s%slive-reload.js\" data-ovenbird-build=\"%s\"></script>\n"
            .formatted(basePath, FOLDER, build)
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[html.length + script.length];
    System.arraycopy(html, 0, all, 0, html.length);
    System.arraycopy(script, 0, all, html.length, script.length);
    return all;
  }

  /** What is shown until a site is there. */
  static byte[] placeholder() {
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Not baked yet</title>
        <h1>The site is not baked yet</h1>
        <p>This page turns into it as soon as it is. The terminal tells how far it has come.</p>
        """
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Takes the place of the service worker that an earlier site has left in the browser, and removes
   * it: it would answer with what it has stored.
   */
  static byte[] serviceWorker() {
    return """
        import { removeServiceWorker } from "./%sremove-service-worker.js";

        removeServiceWorker();
        """
        .formatted(FOLDER)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A module as it is written; empty when there is none of that name. */
  static Optional<byte[]> module(String name) throws IOException {
    if (!MODULE.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in = LiveScript.class.getResourceAsStream("/dev/ovenbird/web/app/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }
}

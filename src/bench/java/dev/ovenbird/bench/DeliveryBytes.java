package dev.ovenbird.bench;

import dev.ovenbird.browser.StaticServer;
import dev.ovenbird.pack.Pack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** What is sent: on a first visit, and after the site was built anew. Bodies only. */
final class DeliveryBytes {
  /** What GitHub Pages sends with gzip; it does not know .onnx. */
  private static final Set<String> COMPRESSED =
      Set.of("html", "css", "js", "mjs", "json", "svg", "xml", "txt", "wasm", "webmanifest");

  private DeliveryBytes() {}

  /** All that is sent until the first answer, and until our site can be read offline. */
  static List<DeliveryRow> firstVisit(DeliveryHosts hosts, Path ours, Path plain)
      throws IOException {
    List<DeliveryRow> rows = new ArrayList<>();
    for (String dtype : List.of("q8", "q4")) {
      rows.addAll(firstVisit(hosts, ours, plain, dtype));
    }
    return rows;
  }

  private static List<DeliveryRow> firstVisit(
      DeliveryHosts hosts, Path ours, Path plain, String dtype) throws IOException {
    String asked = "?dtype=" + dtype;
    try (DeliveryVisit onOurs = new DeliveryVisit(hosts.ours, DeliveryHosts.DEMO + asked);
        DeliveryVisit onPlain = new DeliveryVisit(hosts.plain, DeliveryHosts.PLAIN + asked)) {
      hosts.ours.forget();
      hosts.plain.forget();
      onOurs.answer();
      onOurs.awaitOfflineReady();
      onPlain.answer();
      requireSameAnswer(onOurs, onPlain);
      return List.of(
          DeliveryRow.of(
                  "bytes of a first visit in " + dtype + ", files sent as they are",
                  hosts.ours.bodyBytes() / 1e6,
                  hosts.plain.bodyBytes() / 1e6,
                  "MB",
                  0.45)
              .print(),
          DeliveryRow.of(
                  "the same from a host that compresses as GitHub Pages does",
                  compressed(hosts.ours, ours) / 1e6,
                  compressed(hosts.plain, plain) / 1e6,
                  "MB",
                  1)
              .print());
    }
  }

  private static void requireSameAnswer(DeliveryVisit ours, DeliveryVisit plain)
      throws IOException {
    String text = HeldOut.sentences().get(0);
    List<Number> a = ours.vector(text);
    List<Number> b = plain.vector(text);
    double cosine = 0;
    for (int i = 0; i < a.size(); i++) {
      cosine += a.get(i).doubleValue() * b.get(i).doubleValue();
    }
    if (cosine < 0.9999) {
      throw new AssertionError("The pages answer differently: cosine " + cosine);
    }
  }

  private static long compressed(StaticServer server, Path folder) throws IOException {
    long sum = 0;
    for (StaticServer.Request request : server.requests()) {
      String path = request.path().substring("/repo/".length());
      Path file = folder.resolve(path.isEmpty() ? "index.html" : path);
      String extension = path.substring(path.lastIndexOf('.') + 1);
      boolean isSmaller = COMPRESSED.contains(extension) && request.bodyBytes() > 0;
      sum += isSmaller && Files.exists(file) ? gzipped(file) : request.bodyBytes();
    }
    return sum;
  }

  private static long gzipped(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      Files.copy(file, gzip);
    }
    return bytes.size();
  }

  /**
   * A reader who has the model takes the next version of it.
   *
   * @param change what is done to the site's source in between
   */
  static List<DeliveryRow> afterTheNextBuild(DeliveryHosts hosts, Change change)
      throws IOException {
    Path before = hosts.bake("site");
    Pack had = DeliveryHosts.pack(before);
    try (DeliveryVisit visit = new DeliveryVisit(hosts.ours, DeliveryHosts.DEMO)) {
      visit.answer();
      visit.awaitOfflineReady();

      Path same = hosts.bake("unchanged");
      hosts.ours.publish(same);
      hosts.ours.forget();
      visit.answer();
      long unchanged = modelBytes(hosts.ours);

      change.apply();
      Path next = hosts.bake("changed");
      Pack now = DeliveryHosts.pack(next);
      hosts.ours.publish(next);
      hosts.ours.forget();
      visit.answer();
      visit
          .browser()
          .await(
              "the offer of an update",
              () ->
                  visit
                      .browser()
                      .script(
                          "return [...document.querySelectorAll('[data-action=download]')]"
                              + ".some((button) => button.checkVisibility())"));
      visit
          .browser()
          .script(
              "[...document.querySelectorAll('[data-action=download]')]"
                  + ".find((button) => button.checkVisibility()).click()");
      visit.browser().await("a download", () -> modelBytes(hosts.ours) > 0);
      visit
          .browser()
          .await(
              "all of the new version",
              () ->
                  visit
                      .browser()
                      .script(
                          "const { stored, total, state } = (await ovenbird.status()).minilm;"
                              + " return state === 'ready' && stored === total"));
      long fetched = modelBytes(hosts.ours);
      List<DeliveryRow> rows = new ArrayList<>();
      rows.add(
          DeliveryRow.of(
                  "bytes of the model after a build without a change",
                  unchanged / 1e6,
                  had.storedBytesOf(inQ8(had)) / 1e6,
                  "MB",
                  0)
              .print());
      rows.add(
          DeliveryRow.of(
                  "bytes after one layer changed, to that layer's as stored",
                  fetched / 1e6,
                  change.layerBytes(next) / 1e6,
                  "MB",
                  1.05)
              .print());
      rows.add(
          DeliveryRow.of(
                  "the same, to what a page without parts fetches",
                  fetched / 1e6,
                  decodedBytes(now, inQ8(now)) / 1e6,
                  "MB",
                  1)
              .print());
      return rows;
    }
  }

  /** A change of the source, and what it is measured against. */
  interface Change {
    void apply() throws IOException;

    /** Of the changed layer alone, as stored. */
    long layerBytes(Path site) throws IOException;
  }

  /** What is fetched for q8, which WebAssembly takes. */
  private static List<String> inQ8(Pack pack) {
    return pack.files().keySet().stream().filter(path -> !path.contains("_q4")).toList();
  }

  private static long decodedBytes(Pack pack, List<String> paths) {
    return paths.stream().mapToLong(path -> pack.files().get(path).size()).sum();
  }

  private static long modelBytes(StaticServer server) {
    return server.requests().stream()
        .filter(request -> request.path().contains("/_ovenbird/shards/"))
        .mapToLong(StaticServer.Request::bodyBytes)
        .sum();
  }
}

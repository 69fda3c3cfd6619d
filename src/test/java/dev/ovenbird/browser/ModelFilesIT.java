package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.pack.Pack;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Any script of a page asks for a model's files by their addresses, and gets what a server with the
 * unpacked model would answer.
 */
@ExtendWith(Screenshots.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelFilesIT {
  private static final String ONNX = "onnx/model_quantized.onnx";

  private static StaticServer server;
  private static Browser browser;
  private static Pack.Entry file;

  @BeforeAll
  static void open() throws IOException {
    BakedSite site = BakedSite.own();
    file = site.modelPack().files().get(ONNX);
    server = StaticServer.of(site.folder());
    browser = Browser.borrow(Mode.WASM);
    browser.go(server.page("index.html")).awaitOfflineReady();
  }

  @AfterAll
  static void close() {
    browser.close();
    server.close();
  }

  @Test
  @Order(1)
  void headTellsTheSizeAndCostsNoDownload() {
    Map<String, Object> head = ask("HEAD", ONNX, Map.of());
    assertThat(head)
        .containsEntry("status", 200L)
        .containsEntry("length", Long.toString(file.size()))
        .containsEntry("tag", tag())
        .containsEntry("type", "application/octet-stream")
        .containsEntry("received", 0L);
    assertThat(ask("HEAD", "no/such.file", Map.of())).containsEntry("status", 404L);
    assertThat(ask("HEAD", "100%.json", Map.of())).containsEntry("status", 404L);
    assertThat(server.requestsFor("shards")).isEmpty();
  }

  @Test
  @Order(2)
  void withoutANetworkItSaysWhatIsMissing() {
    server.stop();
    Map<String, Object> answer = ask("GET", ONNX, Map.of());
    assertThat(answer).containsEntry("status", 503L);
    assertThat(answer.get("text").toString()).startsWith("OB-NETWORK: The site could not be");
    server.start();
  }

  @Test
  @Order(3)
  void theWholeIsExactlyWhatWasPacked() {
    assertThat(ask("GET", ONNX, Map.of()))
        .containsEntry("status", 200L)
        .containsEntry("length", Long.toString(file.size()))
        .containsEntry("received", file.size())
        .containsEntry("sha256", file.sha256());
    Map<String, Object> config = ask("GET", "config.json", Map.of());
    assertThat(config).containsEntry("type", "application/json");
    assertThat(config.get("tag")).isEqualTo('"' + config.get("sha256").toString() + '"');
  }

  @Test
  @Order(4)
  void rangesAreThoseOfTheWhole() {
    server.stop();
    long size = file.size();
    assertRange("bytes=0-9", 0, 10);
    assertRange("bytes=5-", 5, size);
    assertRange("bytes=-7", size - 7, size);
    assertRange("bytes=-" + 2 * size, 0, size);
    assertRange("bytes=9000000-9999999", 9_000_000, 10_000_000);
    assertRange("bytes=10-" + 2 * size, 10, size);
    for (String none : new String[] {"bytes=" + size + "-", "bytes=-0"}) {
      assertThat(ask("GET", ONNX, Map.of("Range", none)))
          .as(none)
          .containsEntry("status", 416L)
          .containsEntry("range", "bytes */" + size)
          .containsEntry("length", "0");
    }
    for (String other : new String[] {"bytes=9-3", "bytes=0-1,4-5", "lines=1-2"}) {
      assertThat(ask("GET", ONNX, Map.of("Range", other)))
          .as(other)
          .containsEntry("status", 200L)
          .containsEntry("received", size);
    }
  }

  @Test
  @Order(5)
  void whoHasItAlreadyGetsItNotAgain() {
    assertThat(ask("GET", ONNX, Map.of("If-None-Match", "\"x\", W/" + tag())))
        .containsEntry("status", 304L)
        .containsEntry("received", 0L);
    assertThat(ask("GET", ONNX, Map.of("If-None-Match", "\"x\""))).containsEntry("status", 200L);
    assertThat(ask("GET", ONNX, Map.of("Range", "bytes=0-9", "If-Range", tag())))
        .containsEntry("status", 206L);
    assertThat(ask("GET", ONNX, Map.of("Range", "bytes=0-9", "If-Range", "\"x\"")))
        .containsEntry("status", 200L);
  }

  private static void assertRange(String range, long start, long end) {
    assertThat(ask("GET", ONNX, Map.of("Range", range)))
        .as(range)
        .containsEntry("status", 206L)
        .containsEntry("length", Long.toString(end - start))
        .containsEntry("received", end - start)
        .containsEntry("range", "bytes %d-%d/%d".formatted(start, end - 1, file.size()))
        .containsEntry("sameAsWhole", true);
  }

  private static String tag() {
    return '"' + file.sha256() + '"';
  }

  private static Map<String, Object> ask(String method, String path, Map<String, String> headers) {
    return browser.script(
        """
        const [url, method, headers] = args;
        const response = await fetch(url, { method, headers });
        const bytes = new Uint8Array(await response.arrayBuffer());
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
        if (response.status === 200 && bytes.length > 1e6) {
          window.whole = bytes;
        }
        const [, start] = /^bytes (\\d+)-/.exec(response.headers.get("Content-Range")) ?? [];
        const part = window.whole?.subarray(Number(start), Number(start) + bytes.length);
        return {
          status: response.status,
          length: response.headers.get("Content-Length"),
          type: response.headers.get("Content-Type"),
          tag: response.headers.get("ETag"),
          range: response.headers.get("Content-Range"),
          received: bytes.length,
          text: new TextDecoder().decode(bytes.subarray(0, 200)),
          sha256,
          sameAsWhole: part?.length === bytes.length && bytes.every((byte, i) => byte === part[i]),
        };
        """,
        server.page("models/" + BakedSite.MODEL + "/" + path),
        method,
        headers);
  }
}

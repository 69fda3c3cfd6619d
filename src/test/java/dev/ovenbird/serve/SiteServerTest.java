package dev.ovenbird.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteServerTest {
  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir Path folder;
  private SiteServer server;

  @BeforeEach
  void givenASite() throws IOException {
    Path site = folder.resolve("site");
    Files.createDirectories(site.resolve("posts"));
    Files.createDirectories(site.resolve("empty"));
    Files.createDirectories(site.resolve("_ovenbird/shards"));
    Files.writeString(site.resolve("index.html"), "home");
    Files.writeString(site.resolve("404.html"), "lost");
    Files.writeString(site.resolve("sw.js"), "");
    Files.writeString(site.resolve("posts/index.html"), "posts");
    Files.writeString(site.resolve("posts/a b.html"), "a b");
    Files.writeString(site.resolve("_ovenbird/shards/0a1b"), "bytes");
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(site.resolve("link.txt"), folder.resolve("secret.txt"));
    server = SiteServer.start(ServeOptions.of(site, "repo", 0));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', home, text/html; charset=utf-8, no-cache",
    "posts/, posts, text/html; charset=utf-8, no-cache",
    "posts/a%20b.html?x=1, a b, text/html; charset=utf-8, no-cache",
    "sw.js, '', text/javascript; charset=utf-8, no-cache",
    "_ovenbird/shards/0a1b, bytes, application/octet-stream, 'public, max-age=31536000, immutable'",
  })
  void servesFiles(String path, String body, String type, String caching) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue(caching);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere.html",
        "empty/",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "posts/..%2f..%2f../secret.txt",
        "/etc/passwd",
        "link.txt",
        "a%00b"
      })
  void hasAPageForWhatIsNotThere(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("lost");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
  }

  @Test
  void sendsAFolderToItsIndex() throws Exception {
    HttpResponse<String> answer = get("posts");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue("/repo/posts/");
  }

  @Test
  void standsUnderItsBasePath() throws Exception {
    assertThat(server.address().getPath()).isEqualTo("/repo/");
    assertThat(send("GET", server.address().resolve("/")).headers().firstValue("Location"))
        .hasValue("/repo/");
    assertThat(send("GET", server.address().resolve("/posts/")).statusCode()).isEqualTo(404);
  }

  @Test
  void answersToHeadWithoutABody() throws Exception {
    HttpResponse<String> answer = send("HEAD", server.address());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("4");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void takesNothing() throws Exception {
    HttpResponse<String> answer = send("POST", server.address());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void saysWhenThePortIsTaken() {
    int port = server.address().getPort();
    assertThatThrownBy(() -> SiteServer.start(ServeOptions.of(folder, "/", port)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Port " + port + " cannot be used")
        .hasMessageContaining("--port");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", URI.create(server.address() + path));
  }

  private HttpResponse<String> send(String method, URI address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}

package dev.ovenbird.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.diagnostics.Diagnostic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LivePagesTest {
  private static final String PAGE = "<!doctype html><title>Home</title>";

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir Path source;
  private LivePages pages;
  private SiteServer server;

  @BeforeEach
  void serve() throws IOException {
    pages = new LivePages(source);
    server =
        SiteServer.start(
            new ServeOptions(source.resolve("site"), "/repo/", 0, true, Optional.of(pages)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPageGetsOneScriptOfItsOwnOriginAndTheOutputNone() throws Exception {
    givenTheSite();
    HttpResponse<String> page = get("");
    assertThat(page.body())
        .startsWith(PAGE)
        .containsPattern(
            "<script type=\"module\" src=\"/repo/_ovenbird/live/live-reload.js\""
                + " data-ovenbird-build=\"[a-z0-9]+-0\"></script>\n$");
    assertThat(Files.readString(source.resolve("site/index.html"))).isEqualTo(PAGE);
    assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    assertThat(get("_ovenbird/live/live-reload.js").body()).contains("EventSource");
    assertThat(get("_ovenbird/live/..%2fapp.js").statusCode()).isEqualTo(404);
    assertThat(get("nowhere.html").body()).startsWith("lost").contains("live-reload.js");
  }

  @Test
  void theServiceWorkerRemovesItself() throws Exception {
    givenTheSite();
    assertThat(get("sw.js").body())
        .contains("./_ovenbird/live/remove-service-worker.js")
        .doesNotContain("published");
  }

  @Test
  void beforeThereIsASiteAPageWaitsForIt() throws Exception {
    HttpResponse<String> page = get("posts/any.html");
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("not baked yet", "live-reload.js");
  }

  @Test
  void openPagesAreToldOfEachBuild() throws Exception {
    Path post = Files.writeString(source.resolve("post.md"), "title=A\nstatus=publishd\n");
    try (BufferedReader events = connect()) {
      JsonNode first = next(events);
      assertThat(first.at("/problems")).isEmpty();

      pages.published(true);
      JsonNode built = next(events);
      assertThat(built.at("/after")).isEqualTo(first.at("/build"));
      assertThat(built.at("/build")).isNotEqualTo(first.at("/build"));
      assertThat(built.at("/pagesTell").asBoolean()).isTrue();

      pages.failed(
          List.of(
              Diagnostic.error(post, 2, "Unknown status: publishd", "Did you mean \"published\"?")
                  .about("publishd")));
      JsonNode failed = next(events);
      assertThat(failed.at("/build")).isEqualTo(built.at("/build"));
      assertThat(failed.at("/problems"))
          .isEqualTo(
              new ObjectMapper()
                  .readTree(
                      """
                      [{"file": "post.md", "line": 2, "column": 8, "length": 8, "warning": false,
                        "text": "status=publishd", "message": "Unknown status: publishd",
                        "hint": "Did you mean \\"published\\"?"}]
                      """));
      try (BufferedReader late = connect()) {
        assertThat(next(late)).isEqualTo(failed);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "content/a.md, true",
    "content/picture.png, false",
    "templates/post.ftl, true",
    "assets/css/site.css, true",
    "assets/js/demo.js, false",
    "assets/data.json, false",
    "models/minilm/model.yaml, false",
    "jbake.properties, true",
  })
  void aPageTellsWhetherItChangedUnlessItLoadsWhatDid(String path, boolean tells) {
    SourceFolders folders =
        new SourceFolders(source, List.of(), source.resolve("assets"), source.resolve("models"));
    LiveSite site = new LiveSite(folders, changed -> List.of(), Optional.empty());
    assertThat(site.pagesTell(List.of(source.resolve(path)))).isEqualTo(tells);
  }

  private void givenTheSite() throws IOException {
    Path site = Files.createDirectories(source.resolve("site"));
    Files.writeString(site.resolve("index.html"), PAGE);
    Files.writeString(site.resolve("404.html"), "lost");
    Files.writeString(site.resolve("sw.js"), "published");
    Files.writeString(
        site.resolve("_headers"), "/repo/*\n  Cross-Origin-Opener-Policy: same-origin\n");
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private BufferedReader connect() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve("_ovenbird/live/events")).build();
    HttpResponse<InputStream> answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static JsonNode next(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (!line.startsWith("data: ")) {
      line = events.readLine();
    }
    return new ObjectMapper().readTree(line.substring("data: ".length()));
  }
}

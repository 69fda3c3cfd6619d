package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.FetchSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to other sites, of which a server of this machine is one. */
class ExternalLinksTest {
  @TempDir Path folder;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String host;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    host = "http://127.0.0.1:" + server.getAddress().getPort();
    answer("/there", 200, 200);
    answer("/no-head", 405, 200);
    answer("/gone", 404, 404);
    answer("/forbidden", 403, 403);
    answer("/broken", 500, 500);
    server.createContext(
        "/busy",
        exchange -> {
          boolean first = asked.stream().noneMatch(each -> each.contains("/busy"));
          asked.add(exchange.getRequestMethod() + " /busy");
          exchange.getResponseHeaders().add("Retry-After", "0");
          exchange.sendResponseHeaders(first ? 429 : 200, -1);
          exchange.close();
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/there");
          exchange.sendResponseHeaders(301, -1);
          exchange.close();
        });
    server.start();
  }

  private void answer(String path, int head, int get) {
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + path);
          boolean isHead = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(isHead ? head : get, -1);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private BuildResult bake(String text, boolean checked) throws IOException {
    Path source =
        Sites.write(
            folder.resolve("site"),
            Map.of(
                "content/a.md", "title=A\ntype=page\nstatus=published\n~~~~~~\n" + text,
                "jbake.properties", "ovenbird.checkLinks.ignore=" + host + "/private/\n"));
    return SiteBuild.run(
        new BuildOptions(
            source,
            folder.resolve("output"),
            "",
            false,
            false,
            false,
            checked,
            FetchSettings.ofEnvironment()),
        Progress.NONE);
  }

  @Test
  void followsThemOnlyWhenAsked() throws IOException {
    bake("[x](" + host + "/gone)", false);

    assertThat(asked).isEmpty();
  }

  @Test
  void takesWhatIsThereByWhateverWay() throws IOException {
    BuildResult result =
        bake(
            "[a](%s/there#part) [b](%s/no-head) [c](%s/moved) [d](%s/busy) [e](%s/private/x)"
                .replace("%s", host),
            true);

    assertThat(result.warnings()).isEmpty();
    assertThat(asked)
        .contains("HEAD /there", "HEAD /no-head", "GET /no-head")
        .doesNotContain("GET /there");
  }

  @Test
  void whatIsGoneFailsTheBuildAndWhatMayComeBackIsAWarning() {
    InputException told =
        catchThrowableOfType(
            InputException.class,
            () ->
                bake(
                    ("[gone](%s/gone) and <a href=\"%s/gone\">again</a>\n"
                            + "[f](%s/forbidden)\n[g](%s/broken)\n"
                            + "[nobody](http://127.0.0.1:1/) [host](https://no-such-host.invalid/)")
                        .replace("%s", host),
                    true));

    assertThat(told.getMessage().replace(folder + "/site/", "").replace(host, "HOST"))
        .contains(
            "content/a.md:5:8: error: This link is dead: HOST/gone (status 404)",
            "content/a.md:8:10: error: This link is dead: http://127.0.0.1:1/ (nobody answers there)",
            "content/a.md:6:5: warning: Nobody knows whether this link works: HOST/forbidden (status 403)",
            "content/a.md:7:5: warning: Nobody knows whether this link works: HOST/broken (status 500)");
    assertThat(folder.resolve("output")).doesNotExist();
  }
}

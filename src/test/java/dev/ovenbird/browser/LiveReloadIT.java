package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An author with an editor in one window and {@code ovenbird serve} in the other. */
@ExtendWith(Screenshots.class)
class LiveReloadIT {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+/repo/");
  private static final String POST =
      """
      title=Hello
      date=2026-11-23
      type=post
      status=%s
      ~~~~~~

      %s
      """;

  @TempDir Path source;

  @Test
  void pagesFollowTheEditor() throws Exception {
    write("jbake.properties", "site.host=https://reader.github.io/repo\n");
    write("content/posts/hello.md", POST.formatted("published", "The first text."));
    write("assets/css/site.css", "body { color: rgb(1, 2, 3) }");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] serve = {"serve", "--source", source.toString(), "--port", "0"};
    Thread server = new Thread(() -> Main.run(serve, stream, stream));
    server.start();
    try (Browser browser = Browser.borrow(Mode.WASM)) {
      browser.await("the server", () -> address(out).find());
      Matcher address = address(out);
      assertThat(address.find()).isTrue();
      browser.go(address.group() + "posts/hello.html");
      browser.await("the page, once baked", () -> browser.html().contains("The first text."));
      assertThat(browser.<Boolean>script("return crossOriginIsolated")).isTrue();
      // Until there was a site, its pages were not available.
      browser.consoleErrors();
      browser.script("window.stays = true");

      write("content/notes.md", POST.replace("=post", "=page").formatted("published", "Another."));
      browser.await("the other page", () -> told(out, "content/notes.md changed"));
      write("assets/css/site.css", "body { color: rgb(4, 5, 6) }");
      browser.await(
          "the new style",
          () ->
              "rgb(4, 5, 6)"
                  .equals(browser.script("return getComputedStyle(document.body).color")));
      assertThat(browser.<Boolean>script("return window.stays === true"))
          .as("a page of which only the style changed was not loaded again")
          .isTrue();

      write("content/posts/hello.md", POST.formatted("publishd", "The second text."));
      browser.await("the mistake", () -> problems(browser).contains("publishd"));
      assertThat(problems(browser))
          .contains("content/posts/hello.md:4:8", "status=publishd", "Did you mean");
      assertThat(browser.html()).contains("The first text.").doesNotContain("The second text.");

      write("content/posts/hello.md", POST.formatted("published", "The third text."));
      browser.await("the mended page", () -> browser.html().contains("The third text."));
      assertThat(problems(browser)).isEmpty();
      assertThat(browser.<Boolean>script("return window.stays === undefined")).isTrue();
      assertThat(browser.consoleErrors()).isEmpty();
      assertThat(Files.readString(source.resolve("target/site/posts/hello.html")))
          .doesNotContain("live-reload");
    } finally {
      server.interrupt();
      server.join();
    }
  }

  private static String problems(Browser browser) {
    return browser.script(
        "return document.querySelector('ovenbird-problems')?.shadowRoot"
            + ".querySelector('dialog[open]')?.innerText ?? ''");
  }

  private static Matcher address(ByteArrayOutputStream out) {
    return ADDRESS.matcher(out.toString(StandardCharsets.UTF_8));
  }

  private static boolean told(ByteArrayOutputStream out, String text) {
    return out.toString(StandardCharsets.UTF_8).contains(text);
  }

  private void write(String path, String text) throws IOException {
    Path file = source.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

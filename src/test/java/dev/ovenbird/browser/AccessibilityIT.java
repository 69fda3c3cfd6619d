package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/**
 * What axe-core (github.com/dequelabs/axe-core) has to say of every page of our own site, in light
 * and in dark, and the search by keyboard alone.
 */
@ExtendWith(Screenshots.class)
class AccessibilityIT {
  private static StaticServer server;
  private static Browser browser;
  private static String axe;

  static Stream<String> pages() throws IOException {
    return BakedSite.own().pages().stream();
  }

  @BeforeAll
  static void open() throws IOException {
    server = StaticServer.of(BakedSite.own().folder());
    browser = Browser.borrow(Mode.WASM);
    try (InputStream in = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void close() {
    browser.close();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void axeFindsNothingInLightAndDark(String page) {
    scheme("light");
    browser.go(server.page(page));
    assertFaultless();
  }

  @Test
  void theSearchIsFoundAndUsedWithTheKeyboard() {
    scheme("light");
    browser.go(server.page("about.html"));
    server.forget();
    assertThat(server.requestsFor("search")).as("before it is used").isEmpty();

    browser.press("/");
    browser.await(
        "the field has the focus",
        () ->
            browser.text("dialog[open] label") != null
                && "INPUT".equals(browser.script("return document.activeElement.tagName")));
    browser.press("qunatizing");
    browser.await(
        "the post about it comes first",
        () ->
            browser.findAll("dialog [data-result] a").stream()
                .limit(1)
                .anyMatch(link -> link.getDomProperty("href").contains("posts/from-90-mb-to-23")));
    assertThat(browser.findAll("dialog .ob-result-text mark")).isNotEmpty();
    assertFaultless();

    browser.press(Keys.ARROW_DOWN);
    browser.press(Keys.ARROW_DOWN);
    browser.press(Keys.ARROW_UP);
    browser.press(Keys.ENTER);
    browser.await("the first result is open", () -> browser.text("h1").startsWith("From 90 MB"));

    browser.press("/");
    browser.await("it is open again", () -> !browser.findAll("dialog[open] input").isEmpty());
    browser.press(Keys.ESCAPE);
    browser.await("it is closed", () -> browser.findAll("dialog[open]").isEmpty());
  }

  @Test
  void aWrongAddressIsSearchedFor() {
    browser.go(server.page("posts/2019/publish-github-pages.html"));
    browser.await("results", () -> !browser.findAll("main [data-result] a").isEmpty());
    assertThat(browser.find("main [data-result] a").getDomProperty("href"))
        .contains("posts/publishing-on-github-pages.html");
  }

  private static void scheme(String scheme) {
    browser.cdp(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private static void assertFaultless() {
    assertThat(faults()).as("light").isEmpty();
    scheme("dark");
    assertThat(faults()).as("dark").isEmpty();
  }

  private static List<String> faults() {
    // As the driver's script; the page's policy refuses what a page would evaluate.
    return browser.script(
        "if (!window.axe) {"
            + axe
            + """
            }
            const { violations } = await axe.run(document, { resultTypes: ["violations"] });
            return violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
            """);
  }
}

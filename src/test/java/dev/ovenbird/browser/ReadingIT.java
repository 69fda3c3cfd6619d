package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.WebElement;

/** The site as something to read: for everybody, on small screens, and without scripts. */
@ExtendWith(Screenshots.class)
class ReadingIT {
  private static final int PHONE = 360;

  private static StaticServer server;
  private static Browser browser;
  private static Browser withoutScripts;

  static Stream<String> pages() throws IOException {
    return BakedSite.own().pages().stream();
  }

  static Stream<String> posts() throws IOException {
    return pages().filter(path -> path.startsWith("posts/"));
  }

  @BeforeAll
  static void open() {
    server = StaticServer.of(BakedSite.own().folder());
    browser = Browser.borrow(Mode.WASM);
    withoutScripts = Browser.borrow(Mode.WASM);
    withoutScripts.forbidScripts();
  }

  @AfterAll
  static void close() {
    browser.close();
    withoutScripts.close();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageIsForEverybody(String page) {
    browser.wide();
    browser.go(server.page(page));
    List<String> faults =
        browser.script(
            """
            // A page that the service worker gives may be there in part when the driver goes on.
            if (document.readyState !== "complete") {
              await new Promise((loaded) => addEventListener("load", loaded));
            }
            const faults = [];
            const expect = (good, fault) => good || faults.push(fault);
            const all = (css) => [...document.querySelectorAll(css)];
            const what = (node) => node.outerHTML.slice(0, 120);
            expect(all("h1").length === 1, `${all("h1").length} h1`);
            expect(document.documentElement.lang, "no language");
            expect(document.title, "no title");
            expect(all("main").length === 1, "no main");
            for (const field of all("input, textarea, select")) {
              const named = field.labels.length > 0 || field.getAttribute("aria-label");
              expect(named, `no label: ${what(field)}`);
            }
            for (const node of all("a, button").filter((node) => node.checkVisibility())) {
              const name = node.textContent.trim() || node.getAttribute("aria-label");
              expect(name, `no name: ${what(node)}`);
            }
            for (const image of all("img")) {
              expect(image.hasAttribute("alt"), `no alt: ${what(image)}`);
            }
            const ids = all("[id]").map(({ id }) => id);
            expect(new Set(ids).size === ids.length, `an id twice: ${ids}`);
            let level = 0;
            for (const heading of all("h1, h2, h3, h4, h5, h6")) {
              const next = Number(heading.tagName[1]);
              expect(next <= level + 1, `a level is left out: ${what(heading)}`);
              level = next;
            }
            return faults;
            """);
    assertThat(faults).isEmpty();
    assertThat(widerThanAPhone()).as("on a phone").isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
  }

  private static List<String> widerThanAPhone() {
    browser.narrow(PHONE);
    return browser.script(
        """
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        return [...document.querySelectorAll("body *")]
          .filter((node) => node.getBoundingClientRect().right > clientWidth + 1)
          .map((node) => node.outerHTML.slice(0, 120));
        """);
  }

  static Stream<String> redirects() throws IOException {
    return BakedSite.own().redirects().stream();
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void formerAddressesLeadOn(String page) {
    browser.go(server.page(page));
    browser.await("the present page", () -> !browser.findAll("main h1").isEmpty());
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("posts")
  void postsAreCompleteWithoutScripts(String post) {
    browser.wide();
    browser.go(server.page(post));
    withoutScripts.go(server.page(post));
    String text = withoutScripts.text("article");
    assertThat(text).hasSizeGreaterThan(1000);
    // What a demo says instead of itself, and buttons, which only scripts can answer.
    String demos =
        withoutScripts.findAll("article :is(ovenbird-chat, ovenbird-similarity)").stream()
            .map(WebElement::getText)
            .collect(Collectors.joining("\n"));
    List<String> lines = text.lines().filter(line -> !demos.contains(line)).toList();
    assertThat(browser.text("article").lines().filter(line -> !line.equals("Copy")))
        .containsSubsequence(lines);
  }

  @Test
  void withoutScriptsElementsSayWhatIsMissingAndNothingIsFetched() {
    browser.go("about:blank");
    server.forget();
    for (String page :
        List.of(
            "demos/chat.html", "demos/sentence-similarity.html", "search.html", "offline.html")) {
      withoutScripts.go(server.page(page));
      assertThat(withoutScripts.text("main")).as(page).contains("JavaScript");
      assertThat(withoutScripts.findAll("input, textarea")).as(page).isEmpty();
    }
    assertThat(server.requestsFor("shards")).isEmpty();
    assertThat(server.requestsFor("runtime")).isEmpty();
    assertThat(server.requestsFor("packs")).isEmpty();
  }

  @Test
  void aWrongAddressLeadsBack() {
    withoutScripts.go(server.page("posts/2019/no-such-post.html"));
    assertThat(withoutScripts.text("h1")).isEqualTo("There is no page here");
    withoutScripts.click("main .prose a");
    assertThat(withoutScripts.text("h1")).isEqualTo("Pages with a model inside");
  }

  @Test
  void codeIsCopiedWithoutItsLineNumbers() {
    Map<String, Object> asked =
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite"));
    browser.cdp("Browser.grantPermissions", asked);
    browser.go(server.page("figures.html"));
    String button = "figure.code:has([data-line]) .code-copy";
    browser.click(button);
    browser.await("it says so", () -> browser.text(button).equals("Copied"));
    assertThat(browser.text(".visually-hidden[role=status]")).isEqualTo("Copied Oven.java.");
    String copied = browser.script("return navigator.clipboard.readText()");
    assertThat(copied).startsWith("/** A clay oven. */\nrecord Oven(").endsWith("}\n");
    browser.await("it offers to copy again", () -> browser.text(button).equals("Copy"));
    browser.cdp("Browser.resetPermissions", Map.of());
  }
}

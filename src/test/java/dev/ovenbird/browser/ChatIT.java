package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/**
 * A conversation with the model that this repository trains, told in the order in which it happens:
 * each step finds what the last one left.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(Screenshots.class)
class ChatIT {
  private static final String PAGE = "demos/chat.html";
  private static final String CHAT = "ovenbird-chat";
  private static final String KEPT = "return localStorage.getItem('ovenbird-chat:/repo/:biscuit')";

  /** The element's answers become long: their end is forbidden for so many tokens. */
  private static final String LONG_ANSWERS =
      """
      const { client } = document.querySelector("ovenbird-chat");
      const run = client.run.bind(client);
      client.run = (input, settings) =>
        run(input, {
          ...settings,
          options: { ...settings.options, min_new_tokens: args[0], max_new_tokens: args[0] },
        });
      """;

  /** Notes each text that an answer has while it grows. */
  private static final String WATCH =
      """
      window.texts = [];
      new MutationObserver(() => {
        const text = document.querySelector(".ob-growing .ob-said")?.textContent;
        if (text && text !== texts.at(-1)) texts.push(text);
      }).observe(document.querySelector("[data-result]"), {
        childList: true,
        characterData: true,
        subtree: true,
      });
      """;

  private StaticServer server;
  private Browser browser;

  @BeforeAll
  void arrive() {
    server = StaticServer.of(BakedSite.own().folder());
    browser = Browser.open(Mode.WASM);
  }

  @AfterAll
  void leave() {
    browser.close();
    server.close();
  }

  @Test
  @Order(1)
  void nothingIsDownloadedBeforeTheReaderAgrees() {
    browser.go(server.page("index.html")).awaitOfflineReady();
    browser.go(server.page(PAGE));
    browser.await("it asks", () -> browser.find("[data-action=download]").isDisplayed());
    assertThat(browser.text("[data-action=download]")).matches("Download \\d\\.\\d\\d MB");
    assertThat(browser.attribute(CHAT, "data-state")).isEqualTo("idle");
    assertThat(browser.find("[data-action=run]").isEnabled()).isFalse();
    assertThat(server.requestsFor("shards")).isEmpty();
  }

  @Test
  @Order(2)
  void anAnswerGrowsWordByWord() {
    browser.click("[data-action=download]");
    browser.awaitState(CHAT, "ready");
    assertThat(browser.attribute(CHAT, "data-device")).isEqualTo("wasm");
    beLikeliest();
    browser.script(WATCH);

    String answer = ask("hello");

    assertThat(answer).isNotEmpty();
    List<String> texts = browser.script("return texts");
    assertThat(texts).hasSizeGreaterThan(1);
    for (String text : texts) {
      assertThat(answer).startsWith(text.strip());
    }
    assertThat(browser.text(".ob-turn-assistant .ob-note"))
        .matches("\\d+ tokens, \\d+(\\.\\d)? a second, on WebAssembly");
    assertThat(browser.text(".ob-turn-assistant .ob-speaker")).isEqualTo("Biscuit");
    assertThat(browser.attribute("[data-result]", "role")).isEqualTo("log");
  }

  @Test
  @Order(3)
  void shiftAndEnterBeginALine() {
    browser.type(CHAT + " textarea", "what are you?");
    browser.press(Keys.chord(Keys.SHIFT, Keys.ENTER));
    browser.press("tell me");
    assertThat(browser.find(CHAT + " textarea").getDomProperty("value"))
        .isEqualTo("what are you?\ntell me");
    assertThat(turns()).hasSize(2);
    browser.find(CHAT + " textarea").clear();
  }

  @Test
  @Order(4)
  void aStoppedAnswerStaysAndTheModelIsReady() {
    browser.reload();
    browser.awaitState(CHAT, "ready");
    browser.script(LONG_ANSWERS, 500);
    browser.script(WATCH);
    for (boolean byKey : List.of(false, true)) {
      int before = turns().size();
      send("tell me a story");
      browser.script("texts.length = 0");
      browser.await("it has begun", () -> browser.<List<?>>script("return texts").size() > 3);
      if (byKey) {
        browser.press(Keys.ESCAPE);
      } else {
        // The driver aims at where the button was, and each new line of the answer moves it.
        browser.script(
            "document.querySelector(arguments[0]).click()", CHAT + " [data-action=stop]");
      }
      browser.await("it ends", () -> browser.findAll(".ob-growing").isEmpty());
      assertThat(browser.attribute(CHAT, "data-state")).isEqualTo("ready");
      assertThat(turns()).hasSize(before + 2);
      assertThat(browser.text(".ob-turn:last-child .ob-note")).endsWith(", stopped");
    }
    assertThat(browser.<Boolean>script("return (await ovenbird.status()).biscuit.loaded"))
        .as("the worker lives")
        .isTrue();
  }

  @Test
  @Order(5)
  void theConversationSurvivesAReloadAndALostNetwork() {
    List<String> before = turns();
    assertThat(before).hasSize(6);
    server.stop();
    browser.reload();
    browser.awaitState(CHAT, "ready");
    assertThat(turns()).isEqualTo(before);

    beLikeliest();
    assertThat(ask("tell me a joke")).isNotEmpty();
    assertThat(turns()).hasSize(8).startsWith(before.toArray(String[]::new));
    server.start();
  }

  @Test
  @Order(6)
  void anAnswerCanBeAskedForAgain() {
    List<String> before = turns();
    beLikeliest();
    browser.script("document.querySelector('.ob-turn:last-child').dataset.old = ''");
    browser.click(CHAT + " [data-action=regenerate]");
    browser.await(
        "it has answered",
        () ->
            browser.findAll("[data-old], .ob-growing").isEmpty()
                && turns().size() >= before.size());
    assertThat(turns()).as("the likeliest is the same again").isEqualTo(before);
  }

  @Test
  @Order(7)
  void theConversationFitsAPhone() {
    browser.narrow(360);
    long overflow =
        browser
            .<Number>script(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            .longValue();
    browser.wide();
    assertThat(overflow).isZero();
  }

  @Test
  @Order(8)
  void whatDoesNotFitIsLeftOutFromTheOldestOn() {
    Map<String, Object> answer =
        browser.script(
            """
            const turn = [
              { role: "user", content: "how do you build your nest?" },
              { role: "assistant", content: "First a floor, then the walls." },
            ];
            const messages = Array.from({ length: 300 }, () => turn).flat();
            messages.push({ role: "user", content: "hello" });
            return ovenbird.run("biscuit", messages, { do_sample: false });
            """);
    assertThat((Long) answer.get("dropped")).isPositive().isEven().isLessThan(600);
    assertThat((String) answer.get("text")).isNotBlank();

    Map<String, Object> tooLong =
        browser.script(
            "return ovenbird.run('biscuit', [{ role: 'user', content: args[0] }])",
            String.join(" ", Collections.nCopies(2000, "nest")));
    assertThat((Long) tooLong.get("excess")).isPositive();
    assertThat((String) tooLong.get("text")).isEmpty();

    browser.script(
        "document.querySelector(args[0]).value = args[1]",
        CHAT + " textarea",
        String.join(" ", Collections.nCopies(2000, "nest")));
    browser.click(CHAT + " [data-action=run]");
    browser.await("an error", () -> "error".equals(browser.attribute(CHAT, "data-state")));
    assertThat(turns()).hasSize(8);
    assertThat(browser.find(CHAT + " textarea").getDomProperty("value"))
        .as("it can be shortened")
        .startsWith("nest nest");
    assertThat(browser.text(CHAT + " .ob-error")).startsWith("OB-INPUT").contains("Shorten it.");
  }

  @Test
  @Order(9)
  void clearedNothingIsLeft() {
    assertThat(browser.<String>script(KEPT)).contains("tell me a joke");
    browser.click(CHAT + " [data-action=clear]");
    assertThat(turns()).isEmpty();
    assertThat(browser.<String>script(KEPT)).isNull();
    browser.reload();
    browser.awaitState(CHAT, "ready");
    assertThat(turns()).isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  @Order(10)
  void everyRequestWentToTheSiteItself() {
    assertThat(browser.closeAndListRequests())
        .anyMatch(url -> url.contains("/_ovenbird/shards/"))
        .allMatch(url -> url.startsWith(server.origin() + StaticServer.BASE));
  }

  @Test
  @Order(11)
  void onWebGpuItAnswersWithoutANetworkAndWhenThatIsLostOnTheProcessor() {
    try (Browser other = Browser.borrow(Mode.WEBGPU)) {
      other.go(server.page(PAGE)).awaitOfflineReady();
      other.click("[data-action=download]");
      other.awaitState(CHAT, "ready");
      server.stop();
      other.reload();
      other.awaitState(CHAT, "ready");
      assertThat(other.attribute(CHAT, "data-device")).isEqualTo("webgpu");
      other.script("document.querySelector(args[0]).value = '2'", CHAT + " [id$=-length]");
      other.type(CHAT + " textarea", "hello");
      other.press(Keys.ENTER);
      awaitAnswer(other);
      other.awaitState(CHAT, "ready");
      assertThat(other.text(".ob-turn-assistant .ob-note")).endsWith("on WebGPU");
      server.start();

      other.click(CHAT + " [data-action=clear]");
      other.script(LONG_ANSWERS, 200);
      other.script(WATCH);
      other.type(CHAT + " textarea", "hello");
      other.press(Keys.ENTER);
      other.await("it grows", () -> other.<List<?>>script("return texts").size() > 2);
      other.crashGraphics();
      awaitAnswer(other);
      assertThat(other.attribute(CHAT, "data-device")).isEqualTo("wasm");
      assertThat(other.attribute(CHAT, "data-state")).isEqualTo("ready");
      assertThat(other.text(".ob-turn-assistant .ob-note")).endsWith("on WebAssembly");
      assertThat(other.text(".ob-turn-assistant .ob-said")).isNotEmpty();
    }
  }

  private static void awaitAnswer(Browser browser) {
    browser.await(
        "it has answered", () -> !browser.findAll(".ob-turn-assistant:not(.ob-growing)").isEmpty());
  }

  /** Answers are the same each time. */
  private void beLikeliest() {
    browser.script("document.querySelector(args[0]).value = '0'", CHAT + " [id$=-temperature]");
  }

  private void send(String text) {
    browser.type(CHAT + " textarea", text);
    browser.press(Keys.ENTER);
  }

  /** Sends, waits for the whole answer and gives it. */
  private String ask(String text) {
    int before = turns().size();
    send(text);
    browser.await("it has answered", () -> turns().size() == before + 2 && !computing());
    browser.awaitState(CHAT, "ready");
    return turns().get(before + 1);
  }

  private boolean computing() {
    return !browser.findAll(".ob-growing").isEmpty();
  }

  /** What was said, the oldest first. */
  private List<String> turns() {
    return browser.script(
        "return [...document.querySelectorAll('.ob-said')].map((said) => said.textContent)");
  }
}

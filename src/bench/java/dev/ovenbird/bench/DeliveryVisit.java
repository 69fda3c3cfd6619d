package dev.ovenbird.bench;

import dev.ovenbird.browser.Browser;
import dev.ovenbird.browser.Mode;
import dev.ovenbird.browser.StaticServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A reader with an empty browser, who goes to one page and has it answer. Not thread-safe. */
final class DeliveryVisit implements AutoCloseable {
  private static final Duration STAY = Duration.ofSeconds(10);

  /** What a browser does when it has just started is not the page's. */
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final StaticServer server;
  private final String page;
  private Browser browser;

  /**
   * @param page an address on the host, with what is asked of it
   */
  DeliveryVisit(StaticServer server, String page) throws IOException {
    this.server = server;
    this.page = page;
    open(Browser.open(Mode.WASM));
  }

  private void open(Browser browser) throws IOException {
    this.browser = browser;
    browser.beforeEachPage(Files.readString(Path.of("src/bench/web/visit.js")));
  }

  /**
   * The reader stays a while, in which the browser writes down what it has compiled, closes it, and
   * opens it another day.
   */
  void comeBack() throws IOException {
    pause(STAY);
    open(browser.closeAndReopen());
    goToEmptyPage();
    pause(SETTLE);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Browser browser() {
    return browser;
  }

  /**
   * Goes to the page.
   *
   * @return milliseconds from the start of the navigation to the first answer
   */
  double answer() {
    goToEmptyPage();
    browser.script("sessionStorage.clear()");
    browser.go(server.page(page));
    browser.await(
        "the first answer",
        () -> {
          Object failed = browser.script("return window.failed");
          if (failed != null) {
            throw new AssertionError(page + ": " + failed);
          }
          return Boolean.TRUE.equals(browser.script("return window.answered > 0"));
        });
    return number("return window.answered");
  }

  /** A file of the host in which nothing happens. */
  void goToEmptyPage() {
    browser.go(server.page("robots.txt"));
  }

  /** Waits until all that a site fetches ahead is there. */
  void awaitOfflineReady() {
    browser.awaitOfflineReady();
  }

  /** Milliseconds of one answer to all these texts. */
  double time(List<String> texts) {
    return number(
        "const begin = performance.now(); await embed(args[0]); return performance.now() - begin",
        texts);
  }

  List<Number> vector(String text) {
    return browser.script("return (await embed([args[0]]))[0]", text);
  }

  private double number(String script, Object... arguments) {
    Number number = browser.script(script, arguments);
    return number.doubleValue();
  }

  @Override
  public void close() {
    browser.close();
  }
}

package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Models run without a service worker: where the browser has none, or the author wants none. */
@ExtendWith(Screenshots.class)
class WithoutServiceWorkerIT {
  private static final String DEMO = "ovenbird-similarity";
  private static final String DEMO_PAGE = "demos/sentence-similarity.html";

  @TempDir Path folder;

  @Test
  void aBrowserThatHasNoneRunsTheModelAndPromisesNothingElse() {
    try (StaticServer server = StaticServer.of(BakedSite.own().folder());
        Browser browser = Browser.borrow(Mode.WASM)) {
      browser.beforeEachPage("delete Navigator.prototype.serviceWorker;");
      browser.go(server.page(DEMO_PAGE));
      browser.await("the question", () -> browser.text(".ob-consent").contains("downloaded once"));
      assertThat(browser.text(".ob-consent"))
          .contains("What you write stays here")
          .doesNotContain("without a network");
      browser.click("[data-action=download]");
      browser.awaitState(DEMO, "ready");
      assertThat(browser.text(DEMO + " .ob-status")).isEqualTo("Ready " + Mode.WASM.words() + ".");

      browser.reload();
      browser.awaitState(DEMO, "ready");
      compare(browser);
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void afterItIsTurnedOffTheModelOnTheDeviceStaysInUse() throws IOException {
    Path source = BakedSite.copySource(folder.resolve("source"));
    BakedSite site = BakedSite.bake(source, folder.resolve("site"));
    try (StaticServer server = StaticServer.of(site.folder());
        Browser browser = Browser.borrow(Mode.WASM)) {
      browser.go(server.page(DEMO_PAGE)).awaitOfflineReady();
      browser.click("[data-action=download]");
      browser.awaitState(DEMO, "ready");
      Files.writeString(
          source.resolve("jbake.properties"),
          "\novenbird.serviceWorker=off\n",
          StandardOpenOption.APPEND);
      BakedSite.bake(source, folder.resolve("site"));
      server.forget();

      browser.go(server.page("index.html"));
      browser.await(
          "nothing is registered",
          () -> browser.script("return !(await navigator.serviceWorker.getRegistration())"));
      browser.go(server.page(DEMO_PAGE));
      browser.reload();
      browser.awaitState(DEMO, "ready");
      assertThat(browser.<Boolean>script("return !navigator.serviceWorker.controller")).isTrue();
      compare(browser);
      assertThat(server.requestsFor("shards")).isEmpty();
      assertThat(browser.text(DEMO + " .ob-status")).isEqualTo("Ready " + Mode.WASM.words() + ".");
    }
  }

  private static void compare(Browser browser) {
    browser.type(DEMO + " textarea", "The kettle is boiling.\nWater for the tea is hot.");
    browser.click("[data-action=run]");
    browser.await("a result", () -> !browser.findAll("[data-result] td").isEmpty());
    browser.awaitState(DEMO, "ready");
  }
}

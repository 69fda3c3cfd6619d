package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * A small site without models: what is there offline, and what happens when it is published anew.
 */
@ExtendWith(Screenshots.class)
class ServiceWorkerIT {
  private static final String BAR = ".update";

  @TempDir Path folder;

  private StaticServer server;
  private Browser browser;

  @BeforeEach
  void publish() throws IOException {
    write("assets/paper.pdf", "%PDF-1.4 a paper");
    write("content/about.md", page("About", "Who builds nests."));
    write("content/posts/clay.md", page("Clay", "What nests are made of."));
    publish("Nests of the first year", "");
    server = StaticServer.of(folder.resolve("site"));
    browser = Browser.borrow(Mode.WASM);
  }

  @AfterEach
  void close() {
    browser.close();
    server.close();
  }

  @Test
  void withoutANetworkEveryAddressHasItsAnswer() {
    browser.go(server.page("index.html")).awaitOfflineReady();
    assertThat(server.requests())
        .extracting(StaticServer.Request::path)
        .as("one file has what is fetched ahead")
        .anyMatch(path -> path.contains("/shell."))
        .noneMatch(path -> path.endsWith("/clay.html"));
    server.stop();

    for (String address : List.of("posts/clay.html", "posts/clay", "posts/clay?from=feed#top")) {
      assertThat(answer(address)).as(address).isEqualTo("200 Clay");
    }
    assertThat(answer("?utm=x")).isEqualTo(answer("index.html")).startsWith("200");
    assertThat(answer("posts/mud.html")).isEqualTo("404 There is no page here");
    assertThat(answer("report/")).isEqualTo("503 This page is not on your device");
    assertThat(answer("report/index.html")).isEqualTo("503 This page is not on your device");
    assertThat(answer("paper.pdf")).isEqualTo("503 This page is not on your device");
    browser.click("main .prose a");
    assertThat(browser.findAll(".brand")).hasSize(1);
  }

  @Test
  void pagesAreSearchedAndNothingOfModelsIsLoadedForIt() throws IOException {
    write("content/offline.md", page("Offline", "<ovenbird-storage></ovenbird-storage>"));
    publish("Nests of the first year", "");
    browser.go(server.page("nests.html")).awaitOfflineReady();
    browser.press("/");
    browser.await("the search", () -> !browser.findAll(".search-dialog input").isEmpty());
    browser.type(".search-dialog input", "clay");
    browser.await("a result", () -> !browser.findAll(".search-dialog [data-result] a").isEmpty());
    assertThat(browser.find(".search-dialog [data-result] a").getDomProperty("href"))
        .endsWith("/posts/clay.html");
    assertThat(server.requests())
        .extracting(StaticServer.Request::path)
        .noneMatch(path -> path.contains("storage-element") || path.contains("inference-worker"));

    browser.go(server.page("offline.html"));
    browser.awaitState("ovenbird-storage", "ready");
    assertThat(browser.text("ovenbird-storage")).contains("Pages of this site");
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aNewVersionIsOfferedAndTakenWhenTheReaderSaysSo() throws IOException {
    String nests = server.page("nests.html");
    browser.go(nests).awaitOfflineReady();
    browser.script("window.text = 'not sent yet'");
    String first = browser.openTab();
    browser.go(nests);
    String second = browser.switchTo(first);

    publish("Nests of the second year", "body { --theme: second; }");
    lookForUpdate();
    browser.await("the offer", () -> !browser.text(BAR).isEmpty());
    assertThat(browser.text(BAR)).contains("A new version of this site is ready.");
    assertThat(browser.attribute(BAR, "role")).isEqualTo("status");
    assertThat(heading()).isEqualTo("Nests of the first year");

    browser.switchTo(second);
    browser.await("the offer here, too", () -> !browser.text(BAR).isEmpty());
    // By keyboard.
    browser.script("document.querySelector('.update [name=use]').focus()");
    browser.press(Keys.ENTER);
    browser.await("the new page", () -> heading().equals("Nests of the second year"));
    assertThat(browser.findAll(BAR)).isEmpty();

    // Nobody has asked the other tab, and all that it may still load is there.
    browser.switchTo(first);
    assertThat(browser.<String>script("return window.text")).isEqualTo("not sent yet");
    assertThat(heading()).isEqualTo("Nests of the first year");
    server.stop();
    assertThat(
            browser.<List<Long>>script(
                """
                const files = performance.getEntriesByType("resource").map(({ name }) => name);
                const own = files.filter((name) => name.includes("/_ovenbird/app/"));
                return Promise.all(own.map(async (url) => (await fetch(url)).status));
                """))
        .hasSizeGreaterThan(2)
        .containsOnly(200L);
    browser.click(BAR + " [name=use]");
    browser.await("the new page", () -> heading().equals("Nests of the second year"));
    assertThat(theme()).isEqualTo("second");
  }

  @Test
  void withoutAnAnswerTheOldVersionStaysUntilAllPagesAreClosed() throws IOException {
    String nests = server.page("nests.html");
    browser.go(nests).awaitOfflineReady();
    publish("Nests of the second year", "body { --theme: second; }");
    lookForUpdate();
    browser.click(BAR + " [name=later]");
    assertThat(browser.findAll(BAR)).isEmpty();

    server.stop();
    browser.reload();
    assertThat(heading()).isEqualTo("Nests of the first year");
    assertThat(theme()).isEmpty();
    browser.go("about:blank");
    browser.await("it takes over", () -> heading(nests).equals("Nests of the second year"));
    assertThat(theme()).isEqualTo("second");
  }

  @Test
  void whoAlreadySeesTheNewPageIsNotAsked() throws IOException {
    browser.go(server.page("index.html")).awaitOfflineReady();
    browser.go("about:blank");
    publish("Nests of the second year", "");

    browser.go(server.page("nests.html"));
    assertThat(heading()).isEqualTo("Nests of the second year");
    lookForUpdate();
    browser.await("it takes over", () -> browser.script("return " + NOTHING_WAITS));
    assertThat(browser.findAll(BAR)).isEmpty();
    server.stop();
    browser.reload();
    assertThat(heading()).isEqualTo("Nests of the second year");
  }

  @Test
  void aVersionThatCannotBeFetchedWholeChangesNothing() throws IOException {
    String nests = server.page("nests.html");
    browser.go(nests).awaitOfflineReady();
    publish("Nests of the second year", "body { --theme: second; }");
    server.spoil(path -> path.endsWith("clay.html"), StaticServer.Fault.UNAVAILABLE);
    write("content/posts/clay.md", page("Clay", "And mud."));
    publish("Nests of the second year", "body { --theme: second; }");
    String outcome =
        browser.script(
            """
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update().catch(() => {});
            const worker = registration.installing ?? registration.waiting;
            while (worker?.state === "installing") {
              await new Promise((resolve) => setTimeout(resolve, 50));
            }
            return worker?.state ?? "none";
            """);
    assertThat(outcome).isEqualTo("redundant");
    assertThat(browser.findAll(BAR)).isEmpty();

    server.stop();
    browser.reload();
    assertThat(heading()).isEqualTo("Nests of the first year");
    assertThat(theme()).isEmpty();
  }

  @Test
  void aServiceWorkerThatIsTurnedOffRemovesItself() throws IOException {
    browser.go(server.page("nests.html")).awaitOfflineReady();
    browser.script(
        """
        await (await caches.open("somebody else's")).put("/x", new Response("x"));
        const shards = await caches.open("ovenbird:/repo/:shards");
        await shards.put("/repo/_ovenbird/shards/0", new Response("x"));
        """);
    settings("ovenbird.serviceWorker=off");
    publish("Nests of the second year", "");

    browser.go(server.page("nests.html"));
    browser.await(
        "nothing is registered",
        () -> browser.script("return !(await navigator.serviceWorker.getRegistration())"));
    server.forget();
    browser.reload();
    assertThat(browser.<Boolean>script("return !navigator.serviceWorker.controller")).isTrue();
    assertThat(heading()).isEqualTo("Nests of the second year");
    assertThat(server.requests())
        .anyMatch(request -> request.path().endsWith("nests.html"))
        .noneMatch(request -> request.path().endsWith("sw.js"));
    assertThat(browser.<List<String>>script("return caches.keys()"))
        .contains("somebody else's", "ovenbird:/repo/:shards")
        .doesNotContain("ovenbird:/repo/:shell");
    assertThat(
            browser.<Long>script(
                "return (await (await caches.open('ovenbird:/repo/:runtime')).keys()).length"))
        .isZero();
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void whereNoServiceWorkerIsAllowedThePageIsAsEver() {
    browser.beforeEachPage(
        """
        ServiceWorkerContainer.prototype.register = () =>
          Promise.reject(new DOMException("The operation is insecure.", "SecurityError"));
        """);
    browser.go(server.page("nests.html"));
    assertThat(heading()).isEqualTo("Nests of the first year");
    assertThat(browser.consoleErrors()).isEmpty();

    browser.beforeEachPage("delete Navigator.prototype.serviceWorker;");
    browser.go(server.page("nests.html"));
    assertThat(heading()).isEqualTo("Nests of the first year");
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void pagesAreIsolatedFromTheirSecondViewOnUnlessTheySayOtherwise() throws IOException {
    write(
        "content/open.md",
        page("Open", "Talks to others.").replace("type=", "isolation=off\ntype="));
    publish("Nests", "");
    browser.go(server.page("nests.html")).awaitOfflineReady();
    assertThat(isolated()).isFalse();
    browser.reload();
    assertThat(isolated()).isTrue();
    browser.go(server.page("open.html"));
    assertThat(isolated()).isFalse();
    server.stop();
    browser.go(server.page("about"));
    assertThat(isolated()).isTrue();
    browser.go(server.page("open"));
    assertThat(isolated()).isFalse();
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void threadsOfTheRuntimeReachNoOtherSite() throws IOException {
    write(
        "assets/_ovenbird/runtime/probe.js",
        """
        addEventListener("securitypolicyviolation", (event) => postMessage(event.effectiveDirective));
        fetch("https://example.org/").catch(() => {});
        """);
    publish("Nests", "");
    browser.go(server.page("nests.html")).awaitOfflineReady();
    browser.reload();
    assertThat(
            browser.<String>script(
                """
                const worker = new Worker("_ovenbird/runtime/probe.js", { type: "module" });
                return new Promise((resolve, reject) => {
                  worker.onmessage = ({ data }) => resolve(data);
                  worker.onerror = reject;
                });
                """))
        .isEqualTo("connect-src");
  }

  @Test
  void aBrowserThatDoesNotKnowCredentiallessGetsTheOtherPolicy() {
    browser.go(server.page("nests.html")).awaitOfflineReady();
    browser.reload();
    assertThat(embedderPolicy()).isEqualTo("credentialless");
    browser.beforeEachPage(
        "Object.defineProperty(window, 'crossOriginIsolated', { value: false, configurable: true })");
    browser.reload();
    browser.await(
        "it is noted",
        () -> {
          browser.reload();
          return embedderPolicy().equals("require-corp");
        });
    assertThat(browser.<Boolean>script("return typeof SharedArrayBuffer === 'function'")).isTrue();
  }

  @Test
  void isolationCanBeTurnedOff() throws IOException {
    settings("ovenbird.isolation=off");
    publish("Nests", "");
    assertThat(Files.readString(folder.resolve("site/_headers"))).doesNotContain("Cross-Origin");
    browser.go(server.page("nests.html")).awaitOfflineReady();
    browser.reload();
    assertThat(isolated()).isFalse();
  }

  private static final String NOTHING_WAITS =
      """
      navigator.serviceWorker.getRegistration().then(
        ({ installing, waiting, active }) => !installing && !waiting && active.state === "activated")
      """;

  /** As when a tab is shown again after a while. */
  private void lookForUpdate() {
    browser.script("await (await navigator.serviceWorker.getRegistration()).update()");
  }

  private String heading() {
    return browser.text("h1");
  }

  private String heading(String address) {
    browser.go(address);
    return heading();
  }

  private String theme() {
    return browser.script(
        "return getComputedStyle(document.body).getPropertyValue('--theme').trim()");
  }

  private boolean isolated() {
    return browser.script("return crossOriginIsolated");
  }

  private String embedderPolicy() {
    return browser.script(
        """
        const text = () => caches.match("/repo/_ovenbird/embedder-policy").then((note) => note?.text());
        return (await text()) ?? (crossOriginIsolated ? "credentialless" : "");
        """);
  }

  private String answer(String address) {
    browser.go(server.page(address));
    return browser.script(
        """
        const [{ responseStatus }] = performance.getEntriesByType("navigation");
        return `${responseStatus} ${document.querySelector("h1").textContent}`;
        """);
  }

  /** Bakes the site with this page and a style of its own, where the server looks for it. */
  private void publish(String heading, String style) throws IOException {
    if (!Files.exists(folder.resolve("source/jbake.properties"))) {
      settings("");
    }
    write("content/nests.md", page(heading, "Each year, a new one."));
    String css = Files.readString(Path.of("assets/css/site.css"));
    write("assets/css/site.css", css + style);
    BakedSite.bake(folder.resolve("source"), folder.resolve("site"));
  }

  private void settings(String more) throws IOException {
    write(
        "jbake.properties",
        "site.host=https://example.org\nsite.title=Nests\nrender.error404=true\n" + more + "\n");
  }

  private static String page(String title, String text) {
    return "title=" + title + "\ntype=page\nstatus=published\n~~~~~~\n\n" + text + "\n";
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve("source").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

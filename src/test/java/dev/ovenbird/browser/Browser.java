package dev.ovenbird.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * A reader's browser with an empty profile, which can resolve no name but localhost. One that has
 * its processes for itself writes down every request that anything in it makes, workers and service
 * workers included.
 *
 * <p>Waiting has a limit only so that a broken page ends the test; nothing depends on how long a
 * step takes.
 */
public final class Browser implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Set<Browser> OPEN = new CopyOnWriteArraySet<>();

  private final Mode mode;
  private final Chromium chromium;
  private final ChromeDriver driver;
  private final Set<String> origins = new HashSet<>();
  private boolean alone;
  private boolean closed;

  private Browser(Mode mode, Chromium chromium, boolean alone) {
    this.mode = mode;
    this.chromium = chromium;
    this.alone = alone;
    driver = chromium.driver();
    driver.manage().timeouts().scriptTimeout(LIMIT);
    OPEN.add(this);
  }

  /** A browser whose processes may have served another test, of which nothing is left. */
  static Browser borrow(Mode mode) {
    return new Browser(mode, Chromium.take(mode), false);
  }

  /** A browser with processes of its own. */
  public static Browser open(Mode mode) {
    return open(mode, Map.of());
  }

  /**
   * A browser whose reader has changed its settings.
   *
   * @param settings Chromium's preferences, by their dotted names
   */
  static Browser open(Mode mode, Map<String, Object> settings) {
    return new Browser(mode, Chromium.start(mode, settings), true);
  }

  /** A browser whose developer tools may be opened in a tab. */
  static Browser openForDevTools(Mode mode) {
    return new Browser(mode, Chromium.start(mode, Map.of(), "--remote-allow-origins=*"), true);
  }

  /** A private window. */
  static Browser openPrivately(Mode mode) {
    return new Browser(mode, Chromium.start(mode, Map.of(), "--incognito"), true);
  }

  /** Ends all processes of the browser at once, as a crash does, and opens it with what is left. */
  Browser killAndReopen() {
    requireAlone();
    String folder = "--user-data-dir=" + chromium.profile();
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(folder))
        .forEach(ProcessHandle::destroyForcibly);
    return closeAndReopen();
  }

  /**
   * Closes the browser as its reader does, and opens it another time, with all that it has kept.
   */
  public Browser closeAndReopen() {
    requireAlone();
    quit();
    return new Browser(mode, chromium.reopen(mode), true);
  }

  /** All that are open now, for whoever wants to see what they show. */
  static List<Browser> allOpen() {
    return List.copyOf(OPEN);
  }

  private void requireAlone() {
    if (!alone) {
      throw new IllegalStateException("Open this browser, instead of borrowing it.");
    }
  }

  // What a reader does.

  public Browser go(String url) {
    URI address = URI.create(url);
    if ("http".equals(address.getScheme())) {
      origins.add("http://" + address.getAuthority());
    }
    driver.get(url);
    return this;
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** Opens a tab beside the others and goes there; gives the one that was in front. */
  String openTab() {
    String before = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.TAB);
    return before;
  }

  /** Brings a tab to the front; gives the one that was there. */
  String switchTo(String tab) {
    String before = driver.getWindowHandle();
    driver.switchTo().window(tab);
    return before;
  }

  /** Closes the tab in front and brings another to the front. */
  void closeTab(String next) {
    driver.close();
    driver.switchTo().window(next);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> findAll(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** Clicks, once it is there and can be clicked. */
  void click(String css) {
    await(css + " can be clicked", () -> findAll(css).stream().anyMatch(Browser::isClickable));
    findAll(css).stream().filter(Browser::isClickable).findFirst().orElseThrow().click();
  }

  private static boolean isClickable(WebElement element) {
    return element.isDisplayed() && element.isEnabled();
  }

  /** Presses a key where the focus is. */
  void press(CharSequence key) {
    driver.switchTo().activeElement().sendKeys(key);
  }

  void type(String css, String text) {
    WebElement field = find(css);
    field.clear();
    field.sendKeys(text);
  }

  /** Sets the width of the window's inside, in CSS pixels, as on a phone. */
  void narrow(int width) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 740, "deviceScaleFactor", 1, "mobile", true));
  }

  void wide() {
    cdp("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  void forbidScripts() {
    cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
  }

  /**
   * The most memory that a process of a page has had since the browser was opened, in bytes:
   * scripts, buffers, WebAssembly, and the browser's own code.
   *
   * @throws UncheckedIOException where there is no {@code /proc}
   */
  public long peakMemory() {
    requireAlone();
    return processes("--type=renderer")
        .mapToLong(process -> peakMemory(process.pid()))
        .max()
        .orElse(0);
  }

  /**
   * Ends the process that draws and computes on the graphics processor, as a driver's crash does.
   */
  void killGraphicsProcess() {
    // After some crashes Chromium does without; the next test is to have all.
    alone = true;
    processes("--type=gpu-process").forEach(ProcessHandle::destroyForcibly);
  }

  /** This browser's processes of one kind. */
  private Stream<ProcessHandle> processes(String type) {
    String folder = "--user-data-dir=" + chromium.profile();
    return ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process.pid()).contains(folder))
        .flatMap(ProcessHandle::descendants)
        .filter(process -> commandLine(process.pid()).contains(type))
        .distinct();
  }

  private static String commandLine(long process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process), "cmdline"));
    } catch (IOException e) {
      // It has ended meanwhile.
      return "";
    }
  }

  private static long peakMemory(long process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a script in each page from now on, before any of the page's own. */
  public void beforeEachPage(String script) {
    cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Ends the process that draws and computes on the graphics processor, as a bad driver does. */
  void crashGraphics() {
    // As above.
    alone = true;
    cdp("Browser.crashGpuProcess", Map.of());
  }

  // What a reader sees.

  /** The text that is shown of an element; empty if it is hidden or absent. */
  String text(String css) {
    return findAll(css).stream().findFirst().map(WebElement::getText).orElse("");
  }

  String title() {
    return driver.getTitle();
  }

  String html() {
    return driver.getPageSource();
  }

  /** An attribute that may be absent, of an element that may be. */
  String attribute(String css, String name) {
    return script("return document.querySelector(args[0])?.getAttribute(args[1])", css, name);
  }

  /**
   * Waits until the element's {@code data-state} is this one; an error of its own ends the wait.
   */
  void awaitState(String css, String state) {
    await(
        css + " is " + state,
        () -> {
          String now = nextState(css, state);
          if (!state.equals(now) && "error".equals(now)) {
            throw new AssertionError(css + " shows an error: " + text(css + " .ob-error"));
          }
          return state.equals(now);
        });
  }

  /**
   * The state, as soon as it is the wanted one or an error, or some seconds later; waiting in the
   * page leaves the processor to what is waited for.
   */
  private String nextState(String css, String wanted) {
    return script(
        """
        const now = () => document.querySelector(args[0])?.getAttribute("data-state");
        for (let turn = 0; turn < 100 && ![args[1], "error"].includes(now()); turn++) {
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
        return now();
        """,
        css,
        wanted);
  }

  public void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "After " + LIMIT.toSeconds() + " s, still not: " + what + "\n" + text("main"));
      }
      pause();
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (WebDriverException e) {
      if (isReplaced(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Whether the page has replaced an element between finding and reading it. */
  private static boolean isReplaced(WebDriverException e) {
    // In the middle of reading, the driver passes on what the browser says.
    return e instanceof StaleElementReferenceException
        || String.valueOf(e.getMessage())
            .contains("Node with given id does not belong to the document");
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the service worker has fetched ahead all that it wants and controls this page. */
  public void awaitOfflineReady() {
    script("await navigator.serviceWorker.ready");
    await(
        "the service worker controls the page",
        () -> Boolean.TRUE.equals(script("return navigator.serviceWorker.controller !== null")));
  }

  /** Runs the body of an async function in the page; gives what it returns. */
  @SuppressWarnings("unchecked")
  public <T> T script(String body, Object... arguments) {
    return (T)
        driver.executeScript("return (async (...args) => {" + body + "})(...arguments)", arguments);
  }

  /** Errors in the page's console since this was last asked. */
  List<String> consoleErrors() {
    List<String> errors = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
        errors.add(entry.getMessage());
      }
    }
    return errors;
  }

  void screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Shows, in a tab of its own, the console of the page that was in front, as a wide window has it.
   */
  void openConsole(int width, int height) {
    Map<?, ?> options = (Map<?, ?>) driver.getCapabilities().getCapability("goog:chromeOptions");
    // It listens on this address alone.
    String browser = options.get("debuggerAddress").toString().replace("localhost", "127.0.0.1");
    String page = browser + "/devtools/page/" + driver.getWindowHandle();
    openTab();
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", false));
    driver.get("devtools://devtools/bundled/devtools_app.html?panel=console&ws=" + page);
  }

  /** What the console shows that is open in front. */
  String consoleText() {
    return script(
        """
        const texts = (root) =>
          [...root.querySelectorAll("*")].flatMap((element) =>
            element.shadowRoot
              ? texts(element.shadowRoot)
              : element.classList.contains("console-message-text")
                ? [element.textContent]
                : []);
        return texts(document).join("\\n");
        """);
  }

  /** A command of Chromium's own protocol: chromedevtools.github.io/devtools-protocol */
  public Map<String, Object> cdp(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  // What it did.

  /**
   * Closes the browser; its log is complete only then.
   *
   * @return the addresses of all requests that a page, a worker or a service worker made; not those
   *     of the browser for itself, nor {@code data:} and {@code blob:}
   */
  List<String> closeAndListRequests() {
    requireAlone();
    quit();
    try {
      return readNetLog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * From Chromium's record of its network stack: chromium.org/for-testers/providing-network-details
   */
  private List<String> readNetLog() throws IOException {
    String text = Files.readString(chromium.netLog());
    if (!text.stripTrailing().endsWith("]}")) {
      // The browser was ended before it could close the list.
      text = text.stripTrailing().replaceAll(",$", "") + "]}";
    }
    JsonNode log = new ObjectMapper().readTree(text);
    int start = log.at("/constants/logEventTypes/URL_REQUEST_START_JOB").asInt(-1);
    if (start < 0) {
      throw new IOException("the net log has another format: " + chromium.netLog());
    }
    List<String> urls = new ArrayList<>();
    for (JsonNode event : log.get("events")) {
      JsonNode parameters = event.path("params");
      // The browser's own, such as that for a new tab, are chrome://…
      String initiator = parameters.path("initiator").asText("not an origin");
      boolean ofPage = !initiator.equals("not an origin") && !initiator.startsWith("chrome");
      if (event.path("type").asInt() == start && parameters.has("url") && ofPage) {
        urls.add(parameters.get("url").asText());
      }
    }
    return urls;
  }

  private void quit() {
    closed = true;
    OPEN.remove(this);
    chromium.quit();
  }

  @Override
  public void close() {
    if (alone) {
      quit();
      chromium.discard();
    } else if (!closed) {
      closed = true;
      OPEN.remove(this);
      chromium.handBack(mode, origins);
    }
  }
}

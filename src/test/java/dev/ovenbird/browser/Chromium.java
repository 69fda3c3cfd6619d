package dev.ovenbird.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The processes of a browser with a profile of their own. It takes two seconds to start and end
 * them, so those that a test needs no more are handed on to the next, as empty as new ones.
 */
final class Chromium {
  private static final Map<Mode, Deque<Chromium>> IDLE = new EnumMap<>(Mode.class);

  /** Warns that it knows no bindings for this browser's version; we need none. */
  private static final Logger BINDINGS =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  static {
    BINDINGS.setLevel(Level.SEVERE);
    for (Mode mode : Mode.values()) {
      IDLE.put(mode, new ConcurrentLinkedDeque<>());
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> IDLE.values().stream().flatMap(Deque::stream).forEach(Chromium::discard)));
  }

  private final Path profile;
  private final Path netLog;
  private final ChromeDriver driver;
  private boolean running = true;

  private Chromium(Mode mode, Path profile, Map<String, Object> settings, String... flags) {
    this.profile = profile;
    netLog = profile.resolve("net-log.json");
    driver = launch(mode, settings, flags);
  }

  /**
   * Starts one.
   *
   * @param settings Chromium's preferences, by their dotted names
   */
  static Chromium start(Mode mode, Map<String, Object> settings, String... flags) {
    try {
      return new Chromium(mode, Files.createTempDirectory("ovenbird-browser-"), settings, flags);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that was handed back, or else a new one. */
  static Chromium take(Mode mode) {
    return Optional.ofNullable(IDLE.get(mode).poll()).orElseGet(() -> start(mode, Map.of()));
  }

  /**
   * Makes this one as empty as a new one, for whoever takes it next: no tab, nor what was set for
   * it, stays, and nothing that a site has stored.
   *
   * @param origins that were visited
   */
  void handBack(Mode mode, Collection<String> origins) {
    try {
      Set<String> used = driver.getWindowHandles();
      driver.switchTo().newWindow(WindowType.TAB);
      String fresh = driver.getWindowHandle();
      for (String tab : used) {
        driver.switchTo().window(tab);
        driver.close();
      }
      driver.switchTo().window(fresh);
      for (String origin : origins) {
        // A server of another test may be given the same port.
        driver.executeCdpCommand(
            "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
      }
      driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
      driver.manage().logs().get(LogType.BROWSER);
      IDLE.get(mode).push(this);
    } catch (WebDriverException e) {
      // A tab that has crashed, for example.
      discard();
    }
  }

  /** Starts the browser again with the profile that this one has left. */
  Chromium reopen(Mode mode) {
    return new Chromium(mode, profile, Map.of());
  }

  ChromeDriver driver() {
    return driver;
  }

  Path profile() {
    return profile;
  }

  Path netLog() {
    return netLog;
  }

  private ChromeDriver launch(Mode mode, Map<String, Object> settings, String[] flags) {
    ChromeOptions options = new ChromeOptions();
    options.setExperimentalOption("prefs", settings);
    BrowserInstallation installation = BrowserInstallation.get();
    installation.browser().ifPresent(browser -> options.setBinary(browser.toFile()));
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // In one page of twenty, by chance, it samples memory and walks the stack for it: past the
        // end where WebAssembly runs on a stack of its own (JSPI), which crashes the tab.
        "--disable-features=HeapProfilerReporting",
        "--window-size=1280,900",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        "--user-data-dir=" + profile,
        "--log-net-log=" + netLog);
    options.addArguments(mode.flags());
    options.addArguments(flags);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService.Builder service = new ChromeDriverService.Builder();
    installation.driver().ifPresent(file -> service.usingDriverExecutable(file.toFile()));
    return new ChromeDriver(service.build(), options);
  }

  /** Ends it, and leaves its profile. */
  void quit() {
    if (running) {
      running = false;
      driver.quit();
    }
  }

  /** Ends it, and removes its profile. */
  void discard() {
    quit();
    // Helper processes of the browser end a little after it, and write until then.
    for (int attempt = 1; Files.exists(profile); attempt++) {
      try {
        deleteProfile();
      } catch (IOException e) {
        if (attempt == 20) {
          System.out.println("[browser tests] left behind: " + profile);
          return;
        }
        Browser.pause();
      }
    }
  }

  private void deleteProfile() throws IOException {
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

package dev.ovenbird.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Chromium and the ChromeDriver of the same version. On a Debian without them, and only as root,
 * they are installed; elsewhere Selenium Manager fetches a pair. Whatever is done is said on
 * standard output.
 *
 * @param browser empty where Selenium Manager has to find one
 * @param driver likewise
 */
public record BrowserInstallation(Optional<Path> browser, Optional<Path> driver) {
  private static final List<String> BROWSERS =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "Google Chrome",
          "Chromium");
  private static final List<String> FOLDERS =
      List.of(
          "/usr/bin",
          "/usr/local/bin",
          "/usr/lib/chromium",
          "/opt/google/chrome",
          "/snap/bin",
          "/opt/homebrew/bin",
          "/Applications/Google Chrome.app/Contents/MacOS",
          "/Applications/Chromium.app/Contents/MacOS");
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.\\d+\\.\\d+");

  private static BrowserInstallation found;

  /** Finds or installs the two, once per run. */
  public static synchronized BrowserInstallation get() {
    if (found == null) {
      found = find().or(BrowserInstallation::install).orElseGet(BrowserInstallation::managed);
    }
    return found;
  }

  private static Optional<BrowserInstallation> find() {
    for (Path driver : executables(List.of("chromedriver"))) {
      for (Path browser : executables(BROWSERS)) {
        Optional<String> version = majorVersion(driver);
        if (version.isPresent() && version.equals(majorVersion(browser))) {
          say("Testing with " + browser + " and " + driver + ", version " + version.get());
          return Optional.of(new BrowserInstallation(Optional.of(browser), Optional.of(driver)));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<BrowserInstallation> install() {
    if (!isDebian() || !"root".equals(System.getProperty("user.name"))) {
      return Optional.empty();
    }
    say(
        "No Chromium with its ChromeDriver is here. Installing them: "
            + "apt-get install chromium chromium-driver");
    apt("update");
    apt("install", "-y", "--no-install-recommends", "chromium", "chromium-driver");
    Optional<BrowserInstallation> installed = find();
    if (installed.isEmpty()) {
      throw new IllegalStateException(
          "apt-get installed chromium and chromium-driver, and they are still not to be found.");
    }
    return installed;
  }

  private static BrowserInstallation managed() {
    say(
        "No Chromium with its ChromeDriver is here. Selenium Manager looks for a pair and downloads it "
            + "if need be. To use your own, put chromium and a chromedriver of its version on the PATH.");
    return new BrowserInstallation(Optional.empty(), Optional.empty());
  }

  private static boolean isDebian() {
    try {
      return Files.readAllLines(Path.of("/etc/os-release")).contains("ID=debian");
    } catch (IOException e) {
      return false;
    }
  }

  private static void apt(String... arguments) {
    List<String> command = new ArrayList<>(List.of("apt-get"));
    command.addAll(List.of(arguments));
    ProcessBuilder apt = new ProcessBuilder(command).inheritIO();
    apt.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      int status = apt.start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command)
                + " ended with "
                + status
                + ". The browser tests need Chromium and ChromeDriver; install them by hand, or "
                + "leave the tests out with -DskipITs.");
      }
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command) + " could not be started.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> executables(List<String> names) {
    String path = System.getenv().getOrDefault("PATH", "");
    String ofRunner = System.getenv().getOrDefault("CHROMEWEBDRIVER", "");
    List<String> folders =
        Stream.of(Stream.of(ofRunner), Stream.of(path.split(":")), FOLDERS.stream())
            .flatMap(stream -> stream)
            .filter(folder -> !folder.isEmpty())
            .toList();
    return names.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .distinct()
        .toList();
  }

  private static Optional<String> majorVersion(Path executable) {
    try {
      Process process =
          new ProcessBuilder(executable.toString(), "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(20, TimeUnit.SECONDS);
      Matcher version = VERSION.matcher(text.toLowerCase(Locale.ROOT));
      return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void say(String sentence) {
    System.out.println("[browser tests] " + sentence);
  }
}

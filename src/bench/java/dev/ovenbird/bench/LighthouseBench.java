package dev.ovenbird.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.browser.BrowserInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Lighthouse, as a phone, thinks of the site in {@code target/site}: of its home, a post and a
 * demo, from {@code ovenbird serve}. Fails where it thinks less than we want.
 */
public final class LighthouseBench {
  private static final Path FOLDER = Path.of("target", "bench", "lighthouse");
  private static final List<String> PAGES =
      List.of("", "posts/from-90-mb-to-23.html", "demos/sentence-similarity.html");

  private LighthouseBench() {}

  /** Each of Lighthouse's categories, and the least of 100 points. */
  private enum Category {
    PERFORMANCE("performance", 98),
    ACCESSIBILITY("accessibility", 100),
    BEST_PRACTICES("best-practices", 100),
    SEO("seo", 100);

    final String id;
    final int least;

    Category(String id, int least) {
      this.id = id;
      this.least = least;
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path program = NpmPeer.install("lighthouse", "lighthouse/cli/index.js");
    List<String> serve =
        ChildProcess.ovenbird(List.of(), "serve", "--no-build", "--base-path", "/", "--port", "0");
    Path said = Files.createDirectories(FOLDER).resolve("served.txt");
    int missed = 0;
    try (ServedSite served = new ServedSite(new ProcessBuilder(serve), said.toFile())) {
      System.out.printf("%-36s", "points of 100, at least");
      for (Category category : Category.values()) {
        System.out.printf(" %s %d", category.id, category.least);
      }
      System.out.println();
      for (String page : PAGES) {
        missed += print(page, audit(program, served.address().resolve(page).toString()));
      }
    }
    if (missed > 0) {
      throw new IllegalStateException(missed + " figures are below what we want");
    }
  }

  private static JsonNode audit(Path program, String address) throws IOException {
    Path report = FOLDER.resolve("report.json");
    List<String> command = new ArrayList<>();
    // It looks for Chromium at the path in the environment.
    BrowserInstallation.get()
        .browser()
        .ifPresent(browser -> command.addAll(List.of("env", "CHROME_PATH=" + browser)));
    command.addAll(
        List.of(
            "node",
            program.toString(),
            address,
            "--quiet",
            "--output=json",
            "--output-path=" + report,
            "--chrome-flags=--headless=new --no-sandbox"));
    ChildProcess.run(command);
    return new ObjectMapper().readTree(report.toFile());
  }

  /** How many of the figures are too low. */
  private static int print(String page, JsonNode report) {
    int missed = 0;
    System.out.printf("%-36s", page.isEmpty() ? "home" : page);
    for (Category category : Category.values()) {
      double score = report.at("/categories/" + category.id + "/score").asDouble();
      long points = Math.round(100 * score);
      boolean low = points < category.least;
      missed += low ? 1 : 0;
      System.out.printf(" %" + category.id.length() + "d%-3s", points, low ? " !" : "");
    }
    System.out.println();
    return missed;
  }
}

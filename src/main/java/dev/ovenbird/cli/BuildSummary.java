package dev.ovenbird.cli;

import dev.ovenbird.site.BuildReport;
import dev.ovenbird.site.BuildReport.Download;
import dev.ovenbird.site.BuildReport.DtypeReport;
import dev.ovenbird.site.BuildReport.ModelReport;
import dev.ovenbird.site.BuildResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What a build says when it is done, about a screen long. */
final class BuildSummary {
  private final Terminal terminal;

  BuildSummary(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Prints it.
   *
   * @param whole how long the build took by the clock
   */
  void print(BuildResult result, Duration whole) {
    BuildReport report = result.report();
    Path output = Terminal.shown(result.output());
    line("");
    line(
        terminal.green(terminal.bold("Baked " + Units.count(report.pages(), "page")))
            + " in "
            + Units.time(whole)
            + ": "
            + output
            + ", "
            + Units.bytes(report.siteBytes()));
    line("");
    report.models().forEach(this::model);
    if (report.passages() > 0) {
      entry("search", Units.count(report.passages(), "passage") + ", found by meaning");
    }
    entry("first visit", firstVisit(report));
    entry("time", times(result));
  }

  /** How to look at the site. */
  void printInvitation(BuildResult result) {
    line("");
    line("Look at it: " + terminal.bold(invitation(Terminal.shown(result.output()))));
  }

  private void model(ModelReport model) {
    String label = model.name();
    for (Download download : model.downloads()) {
      entry(label, Units.bytes(download.bytes()) + " to download" + where(model, download));
      label = "";
    }
    for (DtypeReport dtype : model.dtypes()) {
      entry(
          "  " + dtype.id(),
          Units.bytes(model.originalBytes())
              + " → "
              + terminal.bold(Units.bytes(dtype.bytes()))
              + ", "
              + Units.bytes(dtype.storedBytes())
              + " on the wire in "
              + Units.count(dtype.shards(), "shard"));
      new FidelityText(terminal).lines(dtype.fidelity()).forEach(line -> entry("", line));
    }
  }

  /** With one model, for each kind of device; with several, the most that any device fetches. */
  private static String firstVisit(BuildReport report) {
    String pages = Units.bytes(report.shellBytes()) + " pages";
    if (report.runtimeBytes() == 0) {
      return pages;
    }
    long before = report.shellBytes() + report.runtimeBytes();
    String parts = pages + " + " + Units.bytes(report.runtimeBytes()) + " runtime + ";
    List<Download> downloads =
        report.models().size() == 1 ? report.models().get(0).downloads() : List.of();
    if (downloads.size() > 1) {
      return downloads.stream()
              .map(each -> Units.bytes(before + each.bytes()) + " on " + each.title())
              .collect(Collectors.joining(", "))
          + ": "
          + parts
          + "model";
    }
    return Units.bytes(report.firstVisitBytes())
        + " with a demo: "
        + parts
        + Units.bytes(report.firstVisitBytes() - before)
        + " model";
  }

  /** Empty where all devices download the same. */
  private static String where(ModelReport model, Download download) {
    return model.downloads().size() == 1
        ? ""
        : " on " + download.title() + ", as " + download.dtype();
  }

  private static String times(BuildResult result) {
    return result.steps().entrySet().stream()
        .map(step -> step.getKey() + " " + Units.time(step.getValue()))
        .collect(Collectors.joining(" · "));
  }

  /** The launcher tells how it was called; Maven has none, and any web server will do. */
  private static String invitation(Path output) {
    String launcher = System.getProperty("ovenbird.launcher", "");
    return launcher.isEmpty()
        ? "python3 -m http.server -d " + output + " 8820, then http://localhost:8820/"
        : launcher + " serve --no-build --output " + output;
  }

  private void entry(String label, String text) {
    line("  " + String.format("%-14s", label) + text);
  }

  private void line(String text) {
    terminal.out().println(text);
  }
}

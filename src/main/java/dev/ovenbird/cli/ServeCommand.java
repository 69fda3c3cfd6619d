package dev.ovenbird.cli;

import dev.ovenbird.serve.LivePages;
import dev.ovenbird.serve.LiveSite;
import dev.ovenbird.serve.ServeOptions;
import dev.ovenbird.serve.SiteServer;
import dev.ovenbird.site.BuildOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ovenbird serve}. */
@Command(
    name = "serve",
    description =
        "Serves the site to this machine while it is written: bakes it at each change and shows it in"
            + " the pages that are open. Ctrl+C stops it.")
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private SiteOptions site;

  @Option(
      names = "--port",
      defaultValue = "8820",
      paramLabel = "N",
      description = "0 takes any that is free. Default: 8820.")
  private int port;

  @Option(
      names = "--base-path",
      paramLabel = "PATH",
      description =
          "The path of the home page, such as /repo/. Default: that of the site's address.")
  private String basePath;

  @Option(
      names = "--production",
      description =
          "Send pages as they are published, with their service worker, which keeps them for reading"
              + " offline; open pages are not told of changes.")
  private boolean production;

  @Option(
      names = "--no-build",
      description = "Serve the output folder as it is, like --production, and bake nothing.")
  private boolean noBuild;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    BuildOptions options = site.toBuildOptions();
    ServedSite settings = ServedSite.of(options);
    Optional<LivePages> pages =
        noBuild || production ? Optional.empty() : Optional.of(new LivePages(options.source()));
    ServeOptions serving =
        new ServeOptions(
            options.output(),
            basePath == null ? settings.basePath() : basePath,
            port,
            // Pages without a service worker have their isolation from headers alone.
            settings.readsHeaders() || pages.isPresent(),
            pages);
    try {
      if (noBuild) {
        serveAsItIs(serving);
      } else {
        serveWhileItIsWritten(serving, options, settings);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  private void serveAsItIs(ServeOptions serving) throws IOException, InterruptedException {
    try (SiteServer server = SiteServer.start(serving)) {
      announce(server);
      new CountDownLatch(1).await();
    }
  }

  private void serveWhileItIsWritten(
      ServeOptions serving, BuildOptions options, ServedSite settings)
      throws IOException, InterruptedException {
    // Before the first build, which may take minutes: a port that is taken should not cost them.
    try (SiteServer server = SiteServer.start(serving)) {
      ServedBuild build = new ServedBuild(terminal, options);
      Runtime.getRuntime().addShutdownHook(new Thread(build::finish));
      announce(server);
      new LiveSite(settings.folders(), build, serving.live()).follow();
    }
  }

  private void announce(SiteServer server) {
    terminal
        .out()
        .println(
            "Serving "
                + Terminal.shown(site.output())
                + " at "
                + terminal.bold(server.address().toString())
                + " — stop with Ctrl+C");
    terminal.out().flush();
  }
}

package dev.ovenbird.cli;

import dev.ovenbird.serve.SiteServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ovenbird serve}. */
@Command(
    name = "serve",
    description = "Bakes the site and serves it to this machine, until it is stopped with Ctrl+C.")
final class ServeCommand implements Callable<Integer>, Writing {
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
      defaultValue = "/",
      paramLabel = "PATH",
      description = "The path of the home page, such as /repo/. Default: /.")
  private String basePath;

  @Option(names = "--no-build", description = "Serve the output folder as it is.")
  private boolean noBuild;

  private boolean built;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!noBuild) {
      GenerateCommand.build(terminal, site);
      built = true;
    }
    try (SiteServer server = SiteServer.start(site.output(), basePath, port)) {
      terminal.out().println();
      terminal
          .out()
          .println(
              "Serving "
                  + Terminal.shown(site.output())
                  + " at "
                  + terminal.bold(server.address().toString())
                  + " — stop with Ctrl+C");
      terminal.out().flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  @Override
  public String whenItFails() {
    return noBuild || built ? "" : GenerateCommand.whenItFails(site);
  }
}

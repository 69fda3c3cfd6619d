package dev.ovenbird.serve;

import com.sun.net.httpserver.HttpServer;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves a site to this machine.
 *
 * <pre>{@code
 * ServeOptions options = ServeOptions.of(Path.of("target/site"), "/", 8820);
 * try (SiteServer server = SiteServer.start(options)) {
 *   System.out.println(server.address());
 *   …
 * }
 * }</pre>
 */
public final class SiteServer implements AutoCloseable {
  /** A browser opens six connections; each may be held by a download. */
  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService threads;
  private final ServeOptions options;

  private SiteServer(HttpServer server, ExecutorService threads, ServeOptions options) {
    this.server = server;
    this.threads = threads;
    this.options = options;
  }

  /**
   * Starts serving. Files are read at each request, so that the folder may be replaced meanwhile.
   *
   * @throws InputException when the port is taken, or there is no such folder and no build that
   *     will make it
   */
  public static SiteServer start(ServeOptions options) throws IOException {
    if (options.live().isEmpty() && !Files.isDirectory(options.site())) {
      throw new InputException(
          Diagnostic.error(options.site(), 0, "There is no site to serve.", "Generate it first."));
    }
    HttpServer server = bind(options.port());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, SiteServer::thread);
    server.setExecutor(threads);
    server.createContext("/", new SiteHandler(options));
    options
        .live()
        .ifPresent(
            pages -> server.createContext(options.basePath() + LiveScript.EVENTS, pages::connect));
    server.start();
    return new SiteServer(server, threads, options);
  }

  /** Where the home page is. */
  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + options.basePath());
  }

  @Override
  public void close() {
    options.live().ifPresent(LivePages::close);
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer bind(int port) throws IOException {
    try {
      // Drafts are nobody's business: only this machine may connect.
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new InputException(
          Diagnostic.error(
              null,
              0,
              "Port " + port + " cannot be used: " + e.getMessage() + ".",
              "Stop what holds it, or give another with --port."));
    }
  }

  static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "ovenbird-serve");
    thread.setDaemon(true);
    return thread;
  }
}

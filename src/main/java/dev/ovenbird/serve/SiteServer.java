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
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves a site to this machine.
 *
 * <pre>{@code
 * try (SiteServer server = SiteServer.start(Path.of("target/site"), "/", 8820)) {
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
  private final String basePath;

  private SiteServer(HttpServer server, ExecutorService threads, String basePath) {
    this.server = server;
    this.threads = threads;
    this.basePath = basePath;
  }

  /**
   * Starts serving. Files are read at each request, so that the folder may be replaced meanwhile.
   *
   * @param site the finished site
   * @param basePath the path of its home page; slashes around it are added
   * @param port 0 for any that is free
   * @throws InputException when there is no such folder or the port is taken
   */
  public static SiteServer start(Path site, String basePath, int port) throws IOException {
    if (!Files.isDirectory(site)) {
      throw new InputException(
          Diagnostic.error(site, 0, "There is no site to serve.", "Generate it first."));
    }
    String base = basePath(basePath);
    HttpServer server = bind(port);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, SiteServer::thread);
    server.setExecutor(threads);
    server.createContext("/", new SiteHandler(new SiteFiles(site), base));
    server.start();
    return new SiteServer(server, threads, base);
  }

  /** Where the home page is. */
  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + basePath);
  }

  @Override
  public void close() {
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

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "ovenbird-serve");
    thread.setDaemon(true);
    return thread;
  }

  private static String basePath(String path) {
    String bare = path.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "/" : "/" + bare + "/";
  }
}

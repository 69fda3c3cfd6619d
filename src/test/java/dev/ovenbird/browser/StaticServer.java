package dev.ovenbird.browser;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Serves a folder under {@code /repo/} as GitHub Pages does: ten minutes of caching, ETags, no
 * headers of one's own, {@code 404.html}, addresses without {@code .html}. Writes down every
 * request, can be stopped and started again on its port, and spoils what it is told to.
 *
 * <p>Thread-safe.
 */
public final class StaticServer implements AutoCloseable {
  static final String BASE = "/repo/";

  /** Ways in which a file arrives wrong, or not at all. */
  enum Fault {
    /** One byte in the middle is another one; the length is right. */
    CORRUPT,
    /** The connection breaks off after half of the body. */
    TRUNCATE,
    /** A server that is overloaded. */
    UNAVAILABLE,
    /** A captive portal: 200, and a page of its own. */
    PORTAL,
    /** Half of the body comes, then nothing more, until the server is stopped. */
    STALL
  }

  /**
   * One answered request.
   *
   * @param path as asked for, {@code /repo/} included
   * @param bodyBytes that were sent, headers aside
   */
  record Request(String method, String path, int status, long bodyBytes) {}

  private record Spoiled(Predicate<String> paths, Fault fault) {}

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "application/javascript; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "svg", "image/svg+xml",
          "xml", "application/xml",
          "txt", "text/plain; charset=utf-8",
          "wasm", "application/wasm",
          "webmanifest", "application/manifest+json");

  private final Path folder;
  private final int port;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Spoiled> spoiled = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ExecutorService threads;

  private StaticServer(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    bind(0);
    this.port = server.getAddress().getPort();
  }

  public static StaticServer of(Path folder) {
    // Without it, each answer with a body waits for the other side's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      return new StaticServer(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://localhost:PORT} */
  String origin() {
    return "http://localhost:" + port;
  }

  /** A page's address: {@code page("search.html")}. */
  public String page(String path) {
    return origin() + BASE + path;
  }

  /** All requests since the last {@link #forget}, in the order in which they were answered. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests for files in one folder of {@code _ovenbird/}: shards, runtime, packs. */
  List<Request> requestsFor(String kind) {
    return requests.stream()
        .filter(request -> request.path().startsWith(BASE + "_ovenbird/" + kind + "/"))
        .toList();
  }

  long bodyBytes() {
    return requests.stream().mapToLong(Request::bodyBytes).sum();
  }

  void forget() {
    requests.clear();
  }

  /** From now on, files with such paths (from the site's root) arrive spoiled. */
  void spoil(Predicate<String> paths, Fault fault) {
    spoiled.add(new Spoiled(paths, fault));
  }

  /** All is well again. */
  void repair() {
    spoiled.clear();
  }

  /** From now on, nobody listens on the port; connections that are open break. */
  synchronized void stop() {
    if (server != null) {
      server.stop(0);
      threads.shutdownNow();
      server = null;
    }
  }

  /** Listens again, on the same port. */
  synchronized void start() {
    try {
      bind(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private void bind(int wanted) throws IOException {
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 128);
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "static-server");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/repo")) {
        exchange.getResponseHeaders().set("Location", BASE);
        send(exchange, 301, null, new byte[0]);
      } else if (!path.startsWith(BASE)) {
        send(exchange, 404, "html", "Another site.".getBytes(StandardCharsets.UTF_8));
      } else {
        answer(exchange, path.substring(BASE.length()));
      }
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    Path file = find(path);
    if (file == null) {
      Path page = folder.resolve("404.html");
      send(exchange, 404, "html", Files.exists(page) ? Files.readAllBytes(page) : new byte[0]);
      return;
    }
    for (Spoiled rule : spoiled) {
      if (rule.paths().test(path)) {
        sendSpoiled(exchange, file, rule.fault());
        return;
      }
    }
    String tag =
        '"'
            + Long.toHexString(Files.getLastModifiedTime(file).toMillis())
            + '-'
            + Long.toHexString(Files.size(file))
            + '"';
    exchange.getResponseHeaders().set("ETag", tag);
    exchange
        .getResponseHeaders()
        .set(
            "Last-Modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.ofInstant(
                    Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC)));
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      send(exchange, 304, null, new byte[0]);
    } else {
      send(exchange, 200, extension(file), Files.readAllBytes(file));
    }
  }

  /** A file, a folder's {@code index.html}, or the page whose {@code .html} was left off. */
  private Path find(String path) {
    for (String name : List.of(path, path + ".html", path + "index.html")) {
      Path file = folder.resolve(name).normalize();
      if (file.startsWith(folder) && Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private void sendSpoiled(HttpExchange exchange, Path file, Fault fault) throws IOException {
    byte[] body = Files.readAllBytes(file);
    switch (fault) {
      case CORRUPT -> {
        body[body.length / 2] ^= 1;
        send(exchange, 200, extension(file), body);
      }
      case UNAVAILABLE -> send(exchange, 503, "html", "Busy.".getBytes(StandardCharsets.UTF_8));
      case PORTAL ->
          send(exchange, 200, "html", "<h1>Log in</h1>".getBytes(StandardCharsets.UTF_8));
      // Closing an exchange before the whole body was written closes the connection.
      case TRUNCATE -> sendHalf(exchange, body);
      case STALL -> {
        sendHalf(exchange, body);
        sleepUntilStopped();
      }
    }
  }

  private void sendHalf(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
    String path = exchange.getRequestURI().getPath();
    requests.add(new Request(exchange.getRequestMethod(), path, 200, body.length / 2));
  }

  private static void sleepUntilStopped() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpExchange exchange, int status, String extension, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "max-age=600");
    if (extension != null) {
      headers.set("Content-Type", TYPES.getOrDefault(extension, "application/octet-stream"));
    }
    String method = exchange.getRequestMethod();
    boolean bodiless = method.equals("HEAD") || status == 304 || body.length == 0;
    if (bodiless && status != 304) {
      headers.set("Content-Length", String.valueOf(body.length));
    }
    String path = exchange.getRequestURI().getPath();
    Count sent = new Count();
    try {
      exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
      if (!bodiless) {
        sent.write(exchange.getResponseBody(), body);
      }
    } finally {
      requests.add(new Request(method, path, status, sent.bytes));
    }
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  /** What was sent of a body, also when the reader went away in the middle. */
  private static final class Count {
    private static final int CHUNK = 64 * 1024;
    private long bytes;

    void write(OutputStream out, byte[] body) throws IOException {
      for (int at = 0; at < body.length; at += CHUNK) {
        int length = Math.min(CHUNK, body.length - at);
        out.write(body, at, length);
        bytes += length;
      }
    }
  }
}

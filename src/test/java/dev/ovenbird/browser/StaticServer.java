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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
    /** One bit in the middle is another one; the length is right. */
    CORRUPT,
    /** The connection breaks off after half of the body. */
    TRUNCATE,
    /** Half of the body comes, and is said to be all. */
    SHORT,
    /** More comes than was published. */
    LONG,
    /** A captive portal: 200, and a page of its own. */
    PORTAL,
    /** The file is gone. */
    MISSING,
    /** A server with an error of its own. */
    BROKEN,
    /** A server that is overloaded. */
    UNAVAILABLE,
    /** Half of the body comes, the rest when the server is repaired. */
    STALL
  }

  /**
   * One answered request.
   *
   * @param path as asked for, {@code /repo/} included
   * @param bodyBytes that were sent, headers aside
   */
  public record Request(String method, String path, int status, long bodyBytes) {}

  /**
   * @param left how many more answers are spoiled
   * @param repaired when the rest of a stalled body may come
   */
  private record Spoiled(
      Predicate<String> paths, Fault fault, AtomicInteger left, CountDownLatch repaired) {}

  /**
   * @param left how many more bytes are sent before every connection breaks
   */
  private record Allowance(Predicate<String> paths, AtomicLong left) {}

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "application/javascript; charset=utf-8",
          "mjs", "application/javascript; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "svg", "image/svg+xml",
          "xml", "application/xml",
          "txt", "text/plain; charset=utf-8",
          "wasm", "application/wasm",
          "webmanifest", "application/manifest+json");

  private final int port;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Spoiled> spoiled = new CopyOnWriteArrayList<>();
  private volatile Allowance allowance;
  private volatile Path folder;
  private volatile Link link = Link.UNLIMITED;
  private HttpServer server;
  private ExecutorService threads;

  private StaticServer(Path folder) throws IOException {
    publish(folder);
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
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests for files in one folder of {@code _ovenbird/}: shards, runtime, packs. */
  List<Request> requestsFor(String kind) {
    return requests.stream()
        .filter(request -> request.path().startsWith(BASE + "_ovenbird/" + kind + "/"))
        .toList();
  }

  public long bodyBytes() {
    return bodyBytes(path -> true);
  }

  /** Bytes of files with such paths (from the site's root) that were sent. */
  long bodyBytes(Predicate<String> paths) {
    return requests.stream()
        .filter(request -> paths.test(request.path().substring(BASE.length())))
        .mapToLong(Request::bodyBytes)
        .sum();
  }

  public void forget() {
    requests.clear();
  }

  /** Serves another folder from now on: the site was published anew. */
  public void publish(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** From now on, files with such paths (from the site's root) arrive spoiled. */
  void spoil(Predicate<String> paths, Fault fault) {
    spoil(paths, fault, Integer.MAX_VALUE);
  }

  /** The same for so many answers; those after them are right. */
  void spoil(Predicate<String> paths, Fault fault, int times) {
    spoiled.add(new Spoiled(paths, fault, new AtomicInteger(times), new CountDownLatch(1)));
  }

  /** After so many bytes of files with such paths, every connection for one of them breaks. */
  void breakOffAfter(Predicate<String> paths, long bytes) {
    allowance = new Allowance(paths, new AtomicLong(bytes));
  }

  /** All connections share such a link from now on. */
  public void connectBy(Link slower) {
    link = slower;
  }

  /** All is well again. */
  void repair() {
    spoiled.forEach(rule -> rule.repaired().countDown());
    spoiled.clear();
    allowance = null;
  }

  /** From now on, nobody listens on the port; connections that are open break. */
  synchronized void stop() {
    if (server != null) {
      server.stop(0);
      threads.shutdownNow();
      server = null;
    }
  }

  /** Listens again, on the same port, if it does not. */
  synchronized void start() {
    try {
      if (server == null) {
        bind(port);
      }
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
      link.arrive();
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/repo")) {
        exchange.getResponseHeaders().set("Location", BASE);
        send(exchange, 301, null, new byte[0]);
      } else if (!path.startsWith(BASE)) {
        send(exchange, 404, "html", text("Another site."));
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
      if (rule.paths().test(path) && rule.left().getAndDecrement() > 0) {
        sendSpoiled(exchange, file, rule);
        return;
      }
    }
    Allowance allowed = allowance;
    if (allowed != null && allowed.paths().test(path)) {
      byte[] body = Files.readAllBytes(file);
      long left = allowed.left().getAndAdd(-body.length);
      if (left < body.length) {
        sendPart(exchange, body, (int) Math.max(0, left));
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

  private void sendSpoiled(HttpExchange exchange, Path file, Spoiled rule) throws IOException {
    byte[] body = Files.readAllBytes(file);
    int half = body.length / 2;
    switch (rule.fault()) {
      case CORRUPT -> {
        body[half] ^= 1;
        send(exchange, 200, extension(file), body);
      }
      case SHORT -> send(exchange, 200, extension(file), Arrays.copyOf(body, half));
      case LONG -> send(exchange, 200, extension(file), Arrays.copyOf(body, body.length + 1000));
      case PORTAL -> send(exchange, 200, "html", text("<h1>Log in</h1>"));
      case MISSING -> send(exchange, 404, "html", text("Gone."));
      case BROKEN -> send(exchange, 500, "html", text("Out of order."));
      case UNAVAILABLE -> send(exchange, 503, "html", text("Busy."));
      case TRUNCATE -> sendPart(exchange, body, half);
      case STALL -> {
        sendPart(exchange, body, half);
        await(rule.repaired());
        exchange.getResponseBody().write(body, half, body.length - half);
        record(exchange, body.length - half);
      }
    }
  }

  /** Closing an exchange before the whole body was written closes the connection. */
  private void sendPart(HttpExchange exchange, byte[] body, int length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body, 0, length);
    exchange.getResponseBody().flush();
    record(exchange, length);
  }

  private void record(HttpExchange exchange, long bytes) {
    requests.add(
        new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), 200, bytes));
  }

  private static void await(CountDownLatch repaired) throws IOException {
    try {
      repaired.await();
    } catch (InterruptedException e) {
      throw new IOException("The server was stopped.", e);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
        sent.write(exchange.getResponseBody(), body, link);
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
    private static final int CHUNK = 16 * 1024;
    private long bytes;

    void write(OutputStream out, byte[] body, Link link) throws IOException {
      for (int at = 0; at < body.length; at += CHUNK) {
        int length = Math.min(CHUNK, body.length - at);
        link.send(length);
        out.write(body, at, length);
        bytes += length;
      }
    }
  }
}

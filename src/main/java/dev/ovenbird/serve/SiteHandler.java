package dev.ovenbird.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Answers a request as a host of static files does. Thread-safe. */
final class SiteHandler implements HttpHandler {
  private static final long NO_BODY = -1;
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SERVICE_WORKER = "sw.js";

  private final ServeOptions options;
  private final SiteFiles files;
  private final String basePath;

  SiteHandler(ServeOptions options) {
    this.options = options;
    this.files = new SiteFiles(options.site());
    this.basePath = options.basePath();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (method.equals("GET") || method.equals("HEAD")) {
        answer(exchange);
      } else {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, NO_BODY);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if ((path + "/").equals(basePath) || (path.equals("/") && !basePath.equals("/"))) {
      redirect(exchange, basePath);
      return;
    }
    String inSite = path.startsWith(basePath) ? path.substring(basePath.length()) : null;
    Optional<byte[]> own = inSite == null ? Optional.empty() : ofWriting(inSite);
    if (own.isPresent()) {
      send(exchange, 200, inSite, own.get());
      return;
    }
    Optional<Path> found = inSite == null ? Optional.empty() : files.find(inSite);
    if (found.isEmpty()) {
      notFound(exchange);
    } else if (!Files.isDirectory(found.get())) {
      send(exchange, 200, inSite, found.get());
    } else if (!path.endsWith("/")) {
      redirect(exchange, exchange.getRequestURI().getRawPath() + "/");
    } else if (Files.isRegularFile(found.get().resolve("index.html"))) {
      send(exchange, 200, inSite + "index.html", found.get().resolve("index.html"));
    } else {
      notFound(exchange);
    }
  }

  /** What is there, or other than in the output, only while the site is written. */
  private Optional<byte[]> ofWriting(String path) throws IOException {
    if (options.live().isEmpty()) {
      return Optional.empty();
    }
    if (path.equals(SERVICE_WORKER)) {
      return Optional.of(LiveScript.serviceWorker());
    }
    return path.startsWith(LiveScript.FOLDER)
        ? LiveScript.module(path.substring(LiveScript.FOLDER.length()))
        : Optional.empty();
  }

  private void notFound(HttpExchange exchange) throws IOException {
    Optional<Path> page = files.find("404.html");
    if (page.isPresent()) {
      send(exchange, 404, "404.html", page.get());
    } else if (options.live().isPresent() && !Files.isDirectory(options.site())) {
      String build = options.live().get().build();
      sendPage(exchange, 503, LiveScript.placeholder(), build);
    } else {
      byte[] text = "There is no such page.\n".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(404, head(exchange) ? NO_BODY : text.length);
      if (!head(exchange)) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private static void redirect(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Location", path);
    exchange.sendResponseHeaders(302, NO_BODY);
  }

  private void send(HttpExchange exchange, int status, String path, Path file) throws IOException {
    setHeaders(exchange, path);
    if (options.live().isPresent() && ContentTypes.of(path).equals(HTML)) {
      // Asked before the page is read: a build that ends in between is then told to the page.
      String build = options.live().get().build();
      sendPage(exchange, status, Files.readAllBytes(file), build);
      return;
    }
    long size = Files.size(file);
    sendStatus(exchange, status, size);
    if (size > 0 && !head(exchange)) {
      Files.copy(file, exchange.getResponseBody());
    }
  }

  private void send(HttpExchange exchange, int status, String path, byte[] content)
      throws IOException {
    setHeaders(exchange, path);
    sendStatus(exchange, status, content.length);
    if (!head(exchange)) {
      exchange.getResponseBody().write(content);
    }
  }

  private void sendPage(HttpExchange exchange, int status, byte[] html, String build)
      throws IOException {
    byte[] page = LiveScript.addTo(html, basePath, build);
    exchange.getResponseHeaders().set("Content-Type", HTML);
    sendStatus(exchange, status, page.length);
    if (!head(exchange)) {
      exchange.getResponseBody().write(page);
    }
  }

  private void setHeaders(HttpExchange exchange, String path) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", ContentTypes.of(path));
    headers.set("Cache-Control", CacheRule.of(path));
    headers.set("X-Content-Type-Options", "nosniff");
    if (options.readsHeaders()) {
      HostHeaders.of(options.site()).of(exchange.getRequestURI().getPath()).forEach(headers::set);
    }
  }

  private static void sendStatus(HttpExchange exchange, int status, long size) throws IOException {
    if (head(exchange)) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      // To this class a length of 0 means that the length is not known.
      exchange.sendResponseHeaders(status, size == 0 ? NO_BODY : size);
    }
  }

  private static boolean head(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }
}

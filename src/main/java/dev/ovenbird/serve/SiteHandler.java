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

  private final SiteFiles files;
  private final String basePath;

  /**
   * Serves files.
   *
   * @param basePath begins and ends with a slash
   */
  SiteHandler(SiteFiles files, String basePath) {
    this.files = files;
    this.basePath = basePath;
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

  private void notFound(HttpExchange exchange) throws IOException {
    Optional<Path> page = files.find("404.html");
    if (page.isPresent()) {
      send(exchange, 404, "404.html", page.get());
      return;
    }
    byte[] text = "There is no such page.\n".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(404, head(exchange) ? NO_BODY : text.length);
    if (!head(exchange)) {
      exchange.getResponseBody().write(text);
    }
  }

  private static void redirect(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Location", path);
    exchange.sendResponseHeaders(302, NO_BODY);
  }

  private static void send(HttpExchange exchange, int status, String path, Path file)
      throws IOException {
    long size = Files.size(file);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", ContentTypes.of(path));
    headers.set("Cache-Control", CacheRule.of(path));
    headers.set("X-Content-Type-Options", "nosniff");
    if (head(exchange)) {
      headers.set("Content-Length", Long.toString(size));
      exchange.sendResponseHeaders(status, NO_BODY);
      return;
    }
    // To this class a length of 0 means that the length is not known.
    exchange.sendResponseHeaders(status, size == 0 ? NO_BODY : size);
    if (size > 0) {
      Files.copy(file, exchange.getResponseBody());
    }
  }

  private static boolean head(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }
}

package dev.ovenbird.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Tells open pages of each build, by server-sent events
 * (https://html.spec.whatwg.org/#server-sent-events). A page that connects later is told of the
 * last one. Thread-safe.
 */
public final class LivePages implements AutoCloseable {
  /** By writing, one learns that a page was closed. */
  private static final int HEARTBEAT_SECONDS = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path source;
  // So that a page of an earlier process does not take our second build for its own.
  private final String session =
      Integer.toString(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE), 36);
  private final Set<HttpExchange> connected = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(SiteServer::thread);
  private int built;
  private String event;

  /**
   * @param source the site's folder; its files are shown by their paths from there
   */
  public LivePages(Path source) {
    this.source = source;
    this.event = event(List.of(), false);
    heart.scheduleWithFixedDelay(
        () -> send(":\n\n"), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * A build is done, and its pages are there.
   *
   * @param pagesTell whether a page whose HTML is as before is as before; otherwise all are loaded
   *     again
   */
  public synchronized void published(boolean pagesTell) {
    built++;
    tell(event(List.of(), pagesTell));
  }

  /** A build has failed, and the pages are those of the one before. */
  public synchronized void failed(List<Diagnostic> problems) {
    tell(event(problems, false));
  }

  /** The last build that was done: what a page that is sent now is of. */
  synchronized String build() {
    return build(built);
  }

  /** Keeps the connection open, without a thread. */
  synchronized void connect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    write(exchange, event);
    connected.add(exchange);
  }

  private String build(int number) {
    return session + "-" + number;
  }

  private void tell(String newest) {
    event = newest;
    send(newest);
  }

  private synchronized void send(String text) {
    for (HttpExchange exchange : connected) {
      try {
        write(exchange, text);
      } catch (IOException e) {
        connected.remove(exchange);
        exchange.close();
      }
    }
  }

  private static void write(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private String event(List<Diagnostic> problems, boolean pagesTell) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("build", build(built));
    told.put("after", build(built - 1));
    told.put("pagesTell", pagesTell);
    told.put("problems", problems.stream().sorted().map(this::problem).toList());
    try {
      return "data: " + JSON.writeValueAsString(told) + "\n\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> problem(Diagnostic problem) {
    Map<String, Object> told = new HashMap<>();
    Path file = problem.file();
    if (file != null) {
      boolean inside = file.startsWith(source);
      told.put("file", (inside ? source.relativize(file) : file).toString().replace('\\', '/'));
    }
    told.put("warning", problem.severity() == Severity.WARNING);
    told.put("line", problem.line());
    told.put("column", problem.column());
    told.put("length", problem.length());
    told.put("text", problem.text());
    told.put("message", problem.message());
    told.put("hint", problem.hint());
    return told;
  }

  @Override
  public synchronized void close() {
    heart.shutdownNow();
    connected.forEach(HttpExchange::close);
    connected.clear();
  }
}

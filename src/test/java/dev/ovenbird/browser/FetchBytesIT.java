package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file is asked for again, and how long after. */
class FetchBytesIT {
  @TempDir Path folder;

  private StaticServer pages;
  private HttpServer server;
  private Browser browser;
  private final List<Long> asked = new CopyOnWriteArrayList<>();

  private interface Answer {
    void give(HttpExchange exchange, int attempt) throws IOException, InterruptedException;
  }

  @BeforeEach
  void open() throws IOException {
    pages = StaticServer.of(StoreSite.in(folder).folder());
    browser = Browser.borrow(Mode.WASM);
    browser.go(pages.page(StoreSite.PAGE));
  }

  @AfterEach
  void close() {
    browser.close();
    pages.close();
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void aServerThatIsBusyIsAskedAgainWhenItSaysSo() throws IOException {
    answer(
        (exchange, attempt) -> {
          exchange.getResponseHeaders().set("Retry-After", attempt == 1 ? "3" : "nonsense");
          send(exchange, attempt < 3 ? 503 : 200);
        });
    assertThat(fetch("{}")).isEqualTo("4");
    assertThat(asked).hasSize(3);
    assertThat(asked.get(1) - asked.get(0)).as("ms").isGreaterThanOrEqualTo(2990);
    assertThat(asked.get(2) - asked.get(1)).as("ms").isGreaterThanOrEqualTo(990);
  }

  @Test
  void nobodyWaitsForAServerThatWantsUsBackTomorrow() throws IOException {
    answer(
        (exchange, attempt) -> {
          exchange.getResponseHeaders().set("Retry-After", "86400");
          send(exchange, 503);
        });
    List<Number> waits =
        browser.script(
            """
            const { fetchBytes } = await import("/repo/_ovenbird/app/fetch-bytes.js");
            const waits = [];
            const real = window.setTimeout;
            window.setTimeout = (action, ms) => (waits.push(ms), real(action, ms > 19e3 ? 1 : ms));
            // Of the timers, those of a connection's silence are not meant.
            const options = { attempts: 3, stallMs: 12345 };
            await fetchBytes(new URL(args[0]), options).catch(() => {});
            window.setTimeout = real;
            return waits.filter((ms) => ms !== 12345);
            """,
            address());
    assertThat(waits).extracting(Number::intValue).containsExactly(30_000, 30_000);
  }

  @Test
  void aConnectionOverWhichNothingComesIsGivenUpAndTriedAgain() throws IOException {
    answer(
        (exchange, attempt) -> {
          if (attempt == 1) {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            Thread.sleep(60_000);
          }
          send(exchange, 200);
        });
    assertThat(fetch("{ size: 4, stallMs: 500 }")).isEqualTo("4");
    assertThat(asked).hasSize(2);
  }

  @Test
  void aClientErrorIsNotRepeated() throws IOException {
    answer((exchange, attempt) -> send(exchange, 404));
    assertThat(fetch("{}")).isEqualTo("OB-HTTP");
    assertThat(asked).hasSize(1);
  }

  @Test
  void allAttemptsFailAndTheBytesNoLongerCount() throws IOException {
    answer(
        (exchange, attempt) -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write(new byte[] {1, 2});
          exchange.getResponseBody().flush();
          // Time for the page to see them before the connection breaks.
          LockSupport.parkNanos(300_000_000);
          exchange.close();
        });
    Map<String, Object> seen =
        browser.script(
            """
            const { fetchBytes } = await import("/repo/_ovenbird/app/fetch-bytes.js");
            let received = 0;
            let most = 0;
            const onBytes = (delta) => (most = Math.max(most, (received += delta)));
            const options = { size: 4, attempts: 2, onBytes };
            const { code } = await fetchBytes(new URL(args[0]), options).catch((error) => error);
            return { code, received, most };
            """,
            address());
    assertThat(seen).isEqualTo(Map.of("code", "OB-NETWORK", "received", 0L, "most", 2L));
    assertThat(asked).hasSizeGreaterThanOrEqualTo(2);
  }

  private String fetch(String options) {
    return browser.script(
        """
        const { fetchBytes } = await import("/repo/_ovenbird/app/fetch-bytes.js");
        return fetchBytes(new URL(args[0]), %s).then(
            ({ length }) => String(length), ({ code }) => code);
        """
            .formatted(options),
        address());
  }

  private String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/file";
  }

  private void answer(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext(
        "/",
        exchange -> {
          asked.add(System.nanoTime() / 1_000_000);
          exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
          exchange.getResponseHeaders().set("Access-Control-Expose-Headers", "Retry-After");
          try (exchange) {
            answer.give(exchange, asked.size());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  private static void send(HttpExchange exchange, int status) throws IOException {
    byte[] body = {1, 2, 3, 4};
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}

package dev.ovenbird.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;

/** Asks whether an address is there, without fetching what is there if that can be. Thread-safe. */
final class LinkRequest {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** The longest that we wait when a host asks us to come back later. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Set<Integer> GONE = Set.of(404, 410);
  private static final Set<Integer> LATER = Set.of(429, 503);

  private final String userAgent;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  LinkRequest(String version) {
    userAgent = "Ovenbird/" + version + " (checks the links of a site before it is published)";
  }

  /** What the host says. */
  LinkAnswer send(URI address) {
    try {
      HttpResponse<InputStream> answer = ask("HEAD", address);
      if (LATER.contains(answer.statusCode())) {
        waitFor(answer);
        answer = ask("HEAD", address);
      }
      if (answer.statusCode() >= 400) {
        // Some hosts answer HEAD with an error, and people with the page.
        answer = ask("GET", address);
      }
      int status = answer.statusCode();
      LinkAnswer.Kind kind =
          status < 400
              ? LinkAnswer.Kind.THERE
              : GONE.contains(status) ? LinkAnswer.Kind.GONE : LinkAnswer.Kind.UNKNOWN;
      return new LinkAnswer(kind, "status " + status);
    } catch (HttpConnectTimeoutException e) {
      return new LinkAnswer(LinkAnswer.Kind.UNKNOWN, "no connection within 10 s");
    } catch (HttpTimeoutException e) {
      return new LinkAnswer(LinkAnswer.Kind.UNKNOWN, "no answer within 20 s");
    } catch (ConnectException e) {
      return isUnknownHost(e)
          ? new LinkAnswer(LinkAnswer.Kind.GONE, "no such host")
          : new LinkAnswer(LinkAnswer.Kind.GONE, "nobody answers there");
    } catch (IOException e) {
      return new LinkAnswer(LinkAnswer.Kind.UNKNOWN, "the connection failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LinkAnswer(LinkAnswer.Kind.UNKNOWN, "interrupted");
    }
  }

  private static boolean isUnknownHost(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private HttpResponse<InputStream> ask(String method, URI address)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(ANSWER)
            .header("User-Agent", userAgent)
            .header("Accept", "*/*")
            .build();
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    // The status is all that is wanted; the rest of a large file stays where it is.
    answer.body().close();
    return answer;
  }

  private static void waitFor(HttpResponse<?> answer) throws InterruptedException {
    long seconds =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("\\d{1,6}"))
            .map(Long::parseLong)
            .orElse(2L);
    Thread.sleep(Math.min(PATIENCE.toMillis(), seconds * 1000));
  }
}

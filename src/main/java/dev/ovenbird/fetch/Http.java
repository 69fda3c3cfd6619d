package dev.ovenbird.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends one request, through the proxy that the Java platform is set to. Follows redirects itself,
 * since the JDK would hand a token on to any host. Thread-safe.
 */
final class Http {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** Made when first asked for: that takes a quarter of a second, and most builds fetch nothing. */
  private HttpClient client;

  /**
   * The answer to a GET; the caller closes its body.
   *
   * @param token goes to the address's own host only
   * @throws HttpFailure when the status is neither 200 nor 206
   */
  HttpResponse<InputStream> get(URI address, Optional<String> token, Map<String, String> headers)
      throws IOException {
    URI at = address;
    Optional<String> shown = token;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> response = send(at, shown, headers);
      int status = response.statusCode();
      if (status == 200 || status == 206) {
        return response;
      }
      response.body().close();
      Optional<String> location = response.headers().firstValue("Location");
      if (!REDIRECTS.contains(status) || location.isEmpty()) {
        throw new HttpFailure(at, status, response.headers());
      }
      URI next = resolve(at, location.get());
      if (!origin(next).equals(origin(at))) {
        shown = Optional.empty();
      }
      at = next;
    }
    throw new FetchException(
        address.getHost() + " redirects more than " + MOST_REDIRECTS + " times.",
        "Open " + address + " in a browser to see where it leads.");
  }

  private HttpResponse<InputStream> send(
      URI address, Optional<String> token, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER);
    // A size or a range means little when the bytes are compressed.
    request.header("Accept-Encoding", "identity").header("User-Agent", "ovenbird");
    headers.forEach(request::header);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try {
      return client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + address.getHost());
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(Duration.ofSeconds(20))
              .build();
    }
    return client;
  }

  private static URI resolve(URI from, String location) throws IOException {
    URI next;
    try {
      next = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException(from.getHost() + " redirects to no address: " + location, e);
    }
    boolean downgrade = "https".equals(from.getScheme()) && !"https".equals(next.getScheme());
    if (downgrade || !Set.of("http", "https").contains(String.valueOf(next.getScheme()))) {
      throw new FetchException(
          from.getHost() + " redirects to an address that is not https: " + location,
          "Name the file where it can be fetched safely.");
    }
    return next;
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getHost() + ":" + address.getPort();
  }
}

package dev.ovenbird.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server answered with an error. */
final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** {@code "api";r=0;t=55}: the Hub's limits begin anew in 55 seconds. */
  private static final Pattern RATE_LIMIT = Pattern.compile("\\bt\\s*=\\s*(\\d{1,9})");

  private final int status;
  private final transient HttpHeaders headers;

  HttpFailure(URI address, int status, HttpHeaders headers) {
    super(address.getHost() + " answered " + status);
    this.status = status;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  /** A header's first value, or an empty string. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** Whether the same request may succeed later. */
  boolean mayPass() {
    return PASSING.contains(status);
  }

  /** How long the server asks to wait, if it does. */
  Optional<Duration> retryAfter(ZonedDateTime now) {
    String after = header("Retry-After").strip();
    if (after.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(after)));
    }
    if (!after.isEmpty()) {
      try {
        ZonedDateTime until = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME);
        Duration wait = Duration.between(now, until);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeParseException e) {
        // No date either; our own pauses do.
      }
    }
    Matcher limit = RATE_LIMIT.matcher(header("RateLimit"));
    return status == 429 && limit.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(limit.group(1))))
        : Optional.empty();
  }
}

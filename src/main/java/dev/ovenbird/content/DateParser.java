package dev.ovenbird.content;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads dates strictly: the 30th of February is none. Accepts the site's {@code date.format}, the
 * forms of ISO 8601, and those with a space where that has a "T", as other generators write them.
 * Thread-safe.
 */
final class DateParser {
  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss][ XX][ XXX][XXX]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final ZoneId zone;
  private final DateTimeFormatter format;

  /**
   * @param pattern as in {@code SimpleDateFormat}, which JBake uses
   * @throws IllegalArgumentException when it is no pattern
   */
  DateParser(String pattern, ZoneId zone, Locale locale) {
    this.zone = zone;
    // In a strict formatter "y" is the year of an era, and would need the era beside it.
    this.format =
        DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), locale)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  Optional<Date> parse(String text) {
    for (DateTimeFormatter candidate :
        new DateTimeFormatter[] {
          format, DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.ISO_LOCAL_DATE, SPACED
        }) {
      try {
        Date date = toDate(candidate.parse(text));
        if (date != null) {
          return Optional.of(date);
        }
      } catch (DateTimeException e) {
        // The next form may fit.
      }
    }
    return Optional.empty();
  }

  /** Null where there is no day. */
  private Date toDate(TemporalAccessor parsed) {
    LocalDate day = parsed.query(TemporalQueries.localDate());
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneOffset offset = parsed.query(TemporalQueries.offset());
    if (day == null) {
      return null;
    }
    LocalDateTime local = day.atTime(Objects.requireNonNullElse(time, LocalTime.MIDNIGHT));
    return Date.from(
        time != null && offset != null ? local.toInstant(offset) : local.atZone(zone).toInstant());
  }
}

package dev.ovenbird.content;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads dates strictly: the 30th of February is none. Accepts the site's {@code date.format} and
 * the forms of ISO 8601. Thread-safe.
 */
final class DateParser {
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
          format, DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.ISO_LOCAL_DATE
        }) {
      try {
        TemporalAccessor parsed =
            candidate.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        return Optional.of(toDate(parsed));
      } catch (DateTimeException e) {
        // The next form may fit.
      }
    }
    return Optional.empty();
  }

  private Date toDate(TemporalAccessor parsed) {
    if (parsed instanceof OffsetDateTime exact) {
      return Date.from(exact.toInstant());
    }
    LocalDateTime local =
        parsed instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) parsed;
    return Date.from(local.atZone(zone).toInstant());
  }
}

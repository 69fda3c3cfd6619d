package dev.ovenbird.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * How numbers are written. Immutable.
 *
 * @param unit behind each number, such as {@code s} or {@code %}; {@code bytes} writes kB, MB and
 *     GB, decimal, as hosts count
 * @param decimals digits behind the point; -1 for as many as three digits in all need
 */
public record NumberStyle(String unit, int decimals) {
  /** The unit of sizes. */
  public static final String BYTES = "bytes";

  private static final String NARROW_SPACE = "\u202F";

  /** Bare numbers. */
  public static final NumberStyle PLAIN = new NumberStyle("", -1);

  /** Whole numbers of four digits, which are years more often than not, have no separator. */
  private static final int SEPARATED_FROM = 10_000;

  /** A number of the data. */
  public String text(double value) {
    return Double.isNaN(value) ? "–" : unit.equals(BYTES) ? bytes(value) : withUnit(number(value));
  }

  /** A number of a scale, of which no digit may be lost. */
  String tick(double value) {
    return unit.equals(BYTES) ? bytes(value) : withUnit(plain(value, 9));
  }

  private String withUnit(String number) {
    return unit.isEmpty() ? number : number + (unit.equals("×") ? "" : NARROW_SPACE) + unit;
  }

  private String number(double value) {
    return decimals < 0 ? plain(value, 3) : format(value, decimals, decimals);
  }

  /** At most that many digits that count, none of them cut off before the point. */
  private static String plain(double value, int digits) {
    if (value == 0 || Double.isInfinite(value)) {
      return value == 0 ? "0" : value > 0 ? "∞" : "-∞";
    }
    int whole = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    return format(value, 0, Math.max(0, digits - whole));
  }

  private static String format(double value, int least, int most) {
    DecimalFormat format = new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(least);
    format.setMaximumFractionDigits(most);
    format.setRoundingMode(RoundingMode.HALF_UP);
    format.setGroupingUsed(Math.abs(value) >= SEPARATED_FROM);
    format.setGroupingSize(3);
    // The decimal digits that the author wrote, and not the binary number near them.
    return format.format(BigDecimal.valueOf(value)).replace('-', '−');
  }

  private String bytes(double bytes) {
    int digits = decimals < 0 ? 1 : decimals;
    double size = Math.abs(bytes);
    if (size < 1000) {
      return format(bytes, 0, 0) + NARROW_SPACE + "B";
    }
    if (size < 999_950) {
      return format(bytes / 1e3, digits, digits) + NARROW_SPACE + "kB";
    }
    return size < 999_950_000
        ? format(bytes / 1e6, digits, digits) + NARROW_SPACE + "MB"
        : format(bytes / 1e9, digits + 1, digits + 1) + NARROW_SPACE + "GB";
  }
}

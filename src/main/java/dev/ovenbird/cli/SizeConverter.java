package dev.ovenbird.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 15MB}, {@code 1.5GB} or a number of bytes. Units are powers of ten. */
final class SizeConverter implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(kb|mb|gb|b|)");
  private static final Map<String, Integer> ZEROS =
      Map.of("", 0, "b", 0, "kb", 3, "mb", 6, "gb", 9);

  @Override
  public Long convert(String text) {
    Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new TypeConversionException("'" + text + "' is no size; write it like 15MB.");
    }
    return new BigDecimal(size.group(1)).scaleByPowerOfTen(ZEROS.get(size.group(2))).longValue();
  }
}

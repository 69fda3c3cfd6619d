package dev.ovenbird.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a pack, which becomes part of a file's name and of addresses. */
final class PackName implements ITypeConverter<String> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  @Override
  public String convert(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new TypeConversionException(
          "\"" + name + "\" may have letters, digits, points, dashes and underscores only.");
    }
    return name;
  }
}

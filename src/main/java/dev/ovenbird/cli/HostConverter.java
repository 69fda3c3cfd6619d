package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.pack.Host;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a host. */
final class HostConverter implements ITypeConverter<Host> {
  @Override
  public Host convert(String id) {
    return Host.of(id)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "there is no host \"" + id + "\". " + Suggestion.orList(id, Host.ids())));
  }
}

package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.quantize.Dtype;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a dtype by the name that Transformers.js has for it. */
final class DtypeConverter implements ITypeConverter<Dtype> {
  @Override
  public Dtype convert(String id) {
    return Dtype.of(id).orElseThrow(() -> new TypeConversionException(unknown(id)));
  }

  private static String unknown(String id) {
    return "there is no dtype \""
        + id
        + "\". "
        + Suggestion.orList(id, Arrays.stream(Dtype.values()).map(Dtype::id).toList());
  }
}

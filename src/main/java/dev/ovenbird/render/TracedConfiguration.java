package dev.ovenbird.render;

import dev.ovenbird.trace.Inputs;
import dev.ovenbird.trace.Reads;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.util.Locale;

/** Notes which templates a page asks for, those that it includes or imports among them. */
final class TracedConfiguration extends Configuration {
  private final Inputs inputs;
  private final Reads reads;

  TracedConfiguration(Inputs inputs, Reads reads) {
    super(VERSION_2_3_34);
    this.inputs = inputs;
    this.reads = reads;
  }

  /** All others lead here. */
  @Override
  public Template getTemplate(
      String name,
      Locale locale,
      Object customLookupCondition,
      String encoding,
      boolean parseAsFtl,
      boolean ignoreMissing)
      throws IOException {
    // Which file "*" stands for depends on all folders above: it is looked up in each build.
    String input = (name.contains("*") ? "acquired " : "template ") + name;
    // Looked at before it is read, so that a change in between is seen by the next build.
    inputs.value(input);
    reads.read(input);
    return super.getTemplate(
        name, locale, customLookupCondition, encoding, parseAsFtl, ignoreMissing);
  }
}

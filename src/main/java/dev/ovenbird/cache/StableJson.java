package dev.ovenbird.cache;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

/** JSON that people may read, in the same bytes everywhere: Jackson ends lines as a system does. */
public final class StableJson {
  private StableJson() {}

  /** Indents objects. Its like is made for each text, since it counts levels. */
  public static PrettyPrinter indented() {
    return new DefaultPrettyPrinter()
        .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
  }
}

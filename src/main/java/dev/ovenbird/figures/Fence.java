package dev.ovenbird.figures;

import dev.ovenbird.diagnostics.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block: its text, and what stands behind the opening fence, a word and settings, {@code
 * java title="Main.java" linenos mark="3-5,8"}.
 *
 * @param word the first word, which says what the block is; empty where there is none
 * @param settings by their names; of one that is only named, the empty text
 * @param text below the fence, each line with its end
 * @param line of the opening fence in the document's file
 */
record Fence(String word, Map<String, String> settings, String text, int line, FigureScope scope) {
  private static final Pattern SETTING =
      Pattern.compile("([A-Za-z][\\w-]*)(?:=(?:\"([^\"]*)\"|'([^']*)'|(\\S+)))?|\\S+");

  static Fence of(String info, String text, int line, FigureScope scope) {
    String stripped = info.strip();
    String word = stripped.split("[\\s{]", 2)[0];
    Map<String, String> settings = new LinkedHashMap<>();
    Matcher matcher = SETTING.matcher(stripped.substring(word.length()));
    while (matcher.find()) {
      if (matcher.group(1) == null) {
        scope.warning(
            line,
            "A setting of the block is not understood: " + matcher.group(),
            "Settings are written as title=\"Main.java\" linenos mark=\"3-5,8\".");
      } else {
        settings.put(matcher.group(1), value(matcher));
      }
    }
    return new Fence(word, settings, text, line, scope);
  }

  private static String value(Matcher matcher) {
    for (int group = 2; group <= 4; group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return "";
  }

  /** Complains about settings that nothing reads; most are misspelt. */
  Fence allowing(List<String> known) {
    for (String name : settings.keySet()) {
      if (!known.contains(name)) {
        scope.warning(
            line, "Unknown setting of the block: " + name, Suggestion.orList(name, known));
      }
    }
    return this;
  }

  /** A setting; empty where it is missing. */
  String setting(String name) {
    return settings.getOrDefault(name, "");
  }

  boolean has(String name) {
    return settings.containsKey(name);
  }

  void error(String message, String hint) {
    scope.error(line, message, hint);
  }
}

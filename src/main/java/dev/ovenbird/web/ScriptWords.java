package dev.ovenbird.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What our modules say to readers. They give {@code say} a key, and here it becomes the text.
 *
 * @param texts by their keys
 */
record ScriptWords(Map<String, String> texts) {
  /** {@code say("a.key"} and {@code sayAround("a.key"}, where no longer name ends so. */
  private static final Pattern SAID =
      Pattern.compile("(?<![\\w$.#])(say|sayAround)\\(\\s*\"([^\"]+)\"");

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A module's source with its words.
   *
   * @throws IllegalStateException if it has a key that there are none for
   */
  String in(String name, String source) {
    // Most modules say nothing, and a pattern takes its time.
    if (!source.contains("./say.js")) {
      return source;
    }
    return SAID.matcher(source)
        .replaceAll(
            said -> {
              String text = texts.get(said.group(2));
              if (text == null) {
                throw new IllegalStateException(name + " has no words for " + said.group(2));
              }
              return Matcher.quoteReplacement(said.group(1) + "(" + literal(text));
            });
  }

  /** Of JavaScript, whose texts JSON's are, too. */
  private static String literal(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

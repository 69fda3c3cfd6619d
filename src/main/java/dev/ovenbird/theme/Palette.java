package dev.ovenbird.theme;

import java.awt.Color;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The colours of a theme that stand outside of its pages too, in light and in dark, as {@code
 * #rrggbb}.
 */
public record Palette(
    String paper, String paperDark, String ink, String inkSoft, String clay, String line) {

  private static final String COLOUR = "(#[0-9a-fA-F]{6})";

  /** Reads them from the theme's tokens; where one is missing, the standard theme's stands in. */
  public static Palette of(String tokens) {
    return new Palette(
        light(tokens, "paper", "#fbf8f4"),
        dark(tokens, "paper", "#1b1613"),
        light(tokens, "ink", "#261d18"),
        light(tokens, "ink-soft", "#655850"),
        light(tokens, "clay", "#a23e1f"),
        light(tokens, "line", "#ddd3cb"));
  }

  private static String light(String tokens, String name, String otherwise) {
    return find(tokens, "--" + name + ":\\s*(?:light-dark\\(\\s*)?" + COLOUR, otherwise);
  }

  private static String dark(String tokens, String name, String otherwise) {
    return find(
        tokens, "--" + name + ":\\s*light-dark\\([^,]*,\\s*" + COLOUR + "\\s*\\)", otherwise);
  }

  private static String find(String tokens, String pattern, String otherwise) {
    Matcher found = Pattern.compile(pattern).matcher(tokens);
    return found.find() ? found.group(1) : otherwise;
  }

  static Color color(String hex) {
    return Color.decode(hex);
  }
}

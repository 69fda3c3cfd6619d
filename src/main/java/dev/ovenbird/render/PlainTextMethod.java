package dev.ovenbird.render;

import freemarker.template.TemplateMethodModelEx;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * {@code plainText(html)}: what the first paragraph of a text says, without its tags, cut between
 * words to what search engines show of a page. For descriptions of posts that have no summary.
 */
final class PlainTextMethod implements TemplateMethodModelEx {
  private static final int LENGTH = 160;
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  @Override
  public Object exec(@SuppressWarnings("rawtypes") List arguments) {
    String html = arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
    int start = html.indexOf("<p>");
    int end = start < 0 ? -1 : html.indexOf("</p>", start);
    if (end < 0) {
      return "";
    }
    String bare = TAG.matcher(html.substring(start, end)).replaceAll("");
    return cut(SPACE.matcher(Parser.unescapeEntities(bare, false)).replaceAll(" ").strip());
  }

  private static String cut(String text) {
    if (text.length() <= LENGTH) {
      return text;
    }
    int space = text.lastIndexOf(' ', LENGTH - 1);
    return text.substring(0, space < LENGTH / 2 ? LENGTH - 1 : space) + "…";
  }
}

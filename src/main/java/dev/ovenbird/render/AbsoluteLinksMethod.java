package dev.ovenbird.render;

import freemarker.template.TemplateMethodModelEx;
import java.net.URI;
import java.util.List;

/**
 * {@code absoluteLinks(html, address)}: the same HTML for a place where the page's address is not
 * known. Most readers of feeds take no notice of {@code xml:base}.
 */
final class AbsoluteLinksMethod implements TemplateMethodModelEx {
  private static final List<String> ATTRIBUTES = List.of("href", "src", "poster");
  private static final String BEGIN = "=\"";

  @Override
  public Object exec(@SuppressWarnings("rawtypes") List arguments) {
    String html = String.valueOf(arguments.get(0));
    URI base = URI.create(String.valueOf(arguments.get(1)));
    StringBuilder absolute = new StringBuilder(html.length());
    int copied = 0;
    for (int at = html.indexOf(BEGIN); at >= 0; at = html.indexOf(BEGIN, at + 1)) {
      int begin = at + BEGIN.length();
      int end = html.indexOf('"', begin);
      if (end >= 0 && isLink(html, at)) {
        absolute.append(html, copied, begin).append(resolve(base, html.substring(begin, end)));
        copied = end;
      }
    }
    return absolute.append(html, copied, html.length()).toString();
  }

  private static boolean isLink(String html, int end) {
    for (String name : ATTRIBUTES) {
      int begin = end - name.length();
      if (begin > 0
          && html.startsWith(name, begin)
          && Character.isWhitespace(html.charAt(begin - 1))) {
        return true;
      }
    }
    return false;
  }

  private static String resolve(URI base, String link) {
    try {
      // The entities of an attribute's value stand in no part of an address that is resolved.
      return link.startsWith("#") ? base + link : base.resolve(link).toString();
    } catch (IllegalArgumentException e) {
      // No address; whoever checks links has said so.
      return link;
    }
  }
}

package dev.ovenbird.render;

import freemarker.template.TemplateMethodModelEx;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code absoluteLinks(html, address)}: the same HTML for a place where the page's address is not
 * known. Most readers of feeds take no notice of {@code xml:base}.
 */
final class AbsoluteLinksMethod implements TemplateMethodModelEx {
  private static final Pattern LINK =
      Pattern.compile("(\\s(?:href|src|poster)=\")(?![a-zA-Z][a-zA-Z0-9+.-]*:)([^\"]*)\"");

  @Override
  public Object exec(@SuppressWarnings("rawtypes") List arguments) {
    URI base = URI.create(String.valueOf(arguments.get(1)));
    Matcher links = LINK.matcher(String.valueOf(arguments.get(0)));
    StringBuilder absolute = new StringBuilder();
    while (links.find()) {
      String link = links.group(1) + resolve(base, links.group(2)) + "\"";
      links.appendReplacement(absolute, Matcher.quoteReplacement(link));
    }
    return links.appendTail(absolute).toString();
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

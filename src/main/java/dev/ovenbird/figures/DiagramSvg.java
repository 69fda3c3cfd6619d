package dev.ovenbird.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Makes a drawing part of a page: only shapes and texts stay, styles become attributes since the
 * page's policy forbids styles of their own, and colours follow light and dark. Pure.
 */
final class DiagramSvg {
  private static final Set<String> ELEMENTS =
      Set.of(
          "svg",
          "g",
          "defs",
          "rect",
          "line",
          "path",
          "polygon",
          "polyline",
          "ellipse",
          "circle",
          "text",
          "tspan",
          "lineargradient",
          "stop",
          "a");
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "x",
          "y",
          "x1",
          "y1",
          "x2",
          "y2",
          "cx",
          "cy",
          "r",
          "rx",
          "ry",
          "width",
          "height",
          "d",
          "points",
          "fill",
          "fill-opacity",
          "fill-rule",
          "stroke",
          "stroke-width",
          "stroke-dasharray",
          "stroke-linejoin",
          "stroke-linecap",
          "stroke-miterlimit",
          "stroke-opacity",
          "opacity",
          "transform",
          "font-size",
          "font-weight",
          "font-style",
          "font-family",
          "text-anchor",
          "text-decoration",
          "textlength",
          "lengthadjust",
          "dominant-baseline",
          "offset",
          "stop-color",
          "stop-opacity",
          "viewbox",
          "href");
  private static final Set<String> COLOURED = Set.of("fill", "stroke", "stop-color");
  private static final Pattern PROPERTY = Pattern.compile("([a-z-]+)\\s*:\\s*([^;]+)");
  private static final Pattern HEX = Pattern.compile("#(?:[0-9a-fA-F]{3}){1,2}");
  private static final Pattern REFERENCE = Pattern.compile("url\\(#([\\w-]+)\\)");

  /** PlantUML's own colours, as the page has them. What authors choose is turned for the dark. */
  private static final Map<String, String> PALETTE =
      Map.of(
          "#000000", "var(--ink)",
          "#181818", "var(--ink)",
          "#ffffff", "var(--paper)",
          "#e2e2f0", "var(--diagram-fill)",
          "#f1f1f1", "var(--diagram-fill)",
          "#dddddd", "var(--diagram-fill)",
          "#eeeeee", "var(--diagram-fill)",
          "#feffdd", "var(--diagram-note)");

  private final String prefix;

  private DiagramSvg(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The drawing as it stands in a page.
   *
   * @param prefix before ids, which a page may have once
   */
  static String of(String svg, String prefix) {
    Document parsed = Jsoup.parse(svg, "", Parser.xmlParser());
    parsed.outputSettings().prettyPrint(false);
    Element root = parsed.selectFirst("svg");
    new DiagramSvg(prefix).clean(root);
    root.attr("class", "diagram").attr("role", "img");
    return root.outerHtml();
  }

  private void clean(Element element) {
    List<Attribute> before = new ArrayList<>(element.attributes().asList());
    String id = element.id();
    String style = element.attr("style");
    boolean shown = element.tagName().equals("svg");
    element.clearAttributes();
    for (Attribute attribute : before) {
      keep(element, attribute.getKey().replace("xlink:", ""), attribute.getValue());
    }
    Matcher property = PROPERTY.matcher(style);
    while (property.find()) {
      if (!shown) {
        keep(element, property.group(1), property.group(2).strip());
      }
    }
    if (element.tagName().equals("linearGradient")) {
      element.attr("id", prefix + id);
    }
    for (Node child : new ArrayList<>(element.childNodes())) {
      if (child instanceof Element inner
          && ELEMENTS.contains(inner.tagName().toLowerCase(Locale.ROOT))) {
        clean(inner);
      } else if (!(child instanceof TextNode)) {
        child.remove();
      }
    }
    if (element.tagName().matches("g|defs") && element.childNodeSize() == 0) {
      element.remove();
    }
  }

  private void keep(Element element, String name, String value) {
    if (!ATTRIBUTES.contains(name.toLowerCase(Locale.ROOT))
        || name.equals("href") && !value.matches("(?:https?://|[\\w./#?-]+$)\\S*")
        // The page's own letters; the width that was reckoned with is kept by textLength.
        || name.equals("font-family") && !value.equals("monospace")) {
      return;
    }
    if (element.tagName().equals("svg") && name.matches("width|height")) {
      element.attr(name, value.replace("px", ""));
    } else if (COLOURED.contains(name)) {
      element.attr(name, colour(value));
    } else if (name.equals("fill-opacity") && value.equals("0")) {
      element.attr("fill", "none");
    } else {
      element.attr(name, value);
    }
  }

  private String colour(String value) {
    Matcher reference = REFERENCE.matcher(value);
    if (reference.matches()) {
      return "url(#" + prefix + reference.group(1) + ")";
    }
    if (!HEX.matcher(value).matches()) {
      return value.equals("none") || value.equals("transparent") ? "none" : "currentColor";
    }
    String hex = value.toLowerCase(Locale.ROOT);
    if (hex.length() == 4) {
      hex = hex.replaceAll("([0-9a-f])", "$1$1");
    }
    String known = PALETTE.get(hex);
    return known != null ? known : "light-dark(" + hex + ", " + turned(hex) + ")";
  }

  /** The same hue as light as the colour was dark, for the other ground. */
  private static String turned(String hex) {
    int[] rgb = new int[3];
    for (int i = 0; i < 3; i++) {
      rgb[i] = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16);
    }
    int sum =
        Math.max(rgb[0], Math.max(rgb[1], rgb[2])) + Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
    // Lightness is half that sum; adding its distance to the opposite turns it and keeps the hue.
    StringBuilder turned = new StringBuilder("#");
    for (int part : rgb) {
      turned.append(String.format("%02x", Math.max(24, Math.min(235, part + 255 - sum))));
    }
    return turned.toString();
  }
}

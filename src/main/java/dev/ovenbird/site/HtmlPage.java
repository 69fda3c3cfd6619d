package dev.ovenbird.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * What a rendered page refers to and offers.
 *
 * @param links addresses as they are written, in the order of the page
 * @param ids that a link may point to
 * @param repeatedIds those that several elements have, so that no link can tell them apart
 * @param scripts texts of the scripts that stand in the page itself
 * @param styles texts of style elements and of style attributes
 * @param models what the elements which run a model ask for
 */
record HtmlPage(
    List<String> links,
    Set<String> ids,
    Set<String> repeatedIds,
    List<String> scripts,
    List<String> styles,
    List<ModelUse> models) {

  /**
   * @param model its name
   * @param dtype empty where the element leaves it to the device
   */
  record ModelUse(String model, String dtype) {}

  static HtmlPage parse(String html) {
    HtmlPage page =
        new HtmlPage(
            new ArrayList<>(),
            new HashSet<>(),
            new TreeSet<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (Element element : Jsoup.parse(html).getAllElements()) {
      page.visit(element);
    }
    return page;
  }

  private void visit(Element element) {
    if (!element.id().isEmpty()) {
      if (!ids.add(element.id())) {
        repeatedIds.add(element.id());
      }
    }
    String name = element.normalName();
    if (name.equals("a") && element.hasAttr("name")) {
      ids.add(element.attr("name"));
    }
    if (!element.hasClass("ovenbird-unchecked")) {
      addLinks(element, name);
    }
    if (name.equals("script") && !element.hasAttr("src") && !isData(element)) {
      scripts.add(element.data());
    } else if (name.equals("style")) {
      styles.add(element.data());
    }
    if (element.hasAttr("style")) {
      styles.add(element.attr("style"));
    }
    if (name.startsWith("ovenbird-") && element.hasAttr("model")) {
      // A reader may choose among several.
      for (String model : element.attr("model").strip().split("\\s+")) {
        models.add(new ModelUse(model, element.attr("dtype")));
      }
    }
  }

  /** Whether a script is none: what a browser does not run, no policy has to allow. */
  private static boolean isData(Element script) {
    return script.attr("type").endsWith("+json");
  }

  private void addLinks(Element element, String name) {
    boolean canonical = element.attr("rel").equals("canonical");
    if (element.hasAttr("href") && !canonical && !name.equals("base")) {
      links.add(element.attr("href"));
    }
    if (element.hasAttr("src")) {
      links.add(element.attr("src"));
    }
    if (name.equals("video") && element.hasAttr("poster")) {
      links.add(element.attr("poster"));
    }
    if (element.hasAttr("srcset")) {
      for (String candidate : element.attr("srcset").split(",\\s+")) {
        links.add(candidate.strip().split("\\s+")[0]);
      }
    }
  }
}

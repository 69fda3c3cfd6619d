package dev.ovenbird.site;

import dev.ovenbird.html.TagScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  /** A class of elements whose links lead to what the build cannot know. */
  private static final String UNCHECKED = "ovenbird-unchecked";

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
    TagScanner tags = new TagScanner(html);
    while (tags.next()) {
      if (tags.opens()) {
        page.visit(tags);
      }
    }
    return page;
  }

  private void visit(TagScanner tag) {
    String name = tag.name();
    if (name.equals("script") && !tag.has("src") && !isData(tag)) {
      scripts.add(tag.rawText());
    } else if (name.equals("style")) {
      styles.add(tag.rawText());
    }
    if (!tag.hasAttributes()) {
      return;
    }
    String id = tag.attribute("id");
    if (!id.isEmpty() && !ids.add(id)) {
      repeatedIds.add(id);
    }
    if (name.equals("a") && tag.has("name")) {
      ids.add(tag.attribute("name"));
    }
    if (!isUnchecked(tag)) {
      addLinks(tag);
    }
    if (tag.has("style")) {
      styles.add(tag.attribute("style"));
    }
    if (name.startsWith("ovenbird-") && tag.has("model")) {
      // A reader may choose among several.
      for (String model : tag.attribute("model").strip().split("\\s+")) {
        models.add(new ModelUse(model, tag.attribute("dtype")));
      }
    }
  }

  private static boolean isUnchecked(TagScanner tag) {
    String names = tag.attribute("class");
    return names.contains(UNCHECKED) && Arrays.asList(names.split("\\s+")).contains(UNCHECKED);
  }

  /** Whether a script is none: what a browser does not run, no policy has to allow. */
  private static boolean isData(TagScanner script) {
    return script.attribute("type").endsWith("+json");
  }

  private void addLinks(TagScanner tag) {
    if (tag.has("href")
        && !tag.name().equals("base")
        && !tag.attribute("rel").equals("canonical")) {
      links.add(tag.attribute("href"));
    }
    if (tag.has("src")) {
      links.add(tag.attribute("src"));
    }
    if (tag.name().equals("video") && tag.has("poster")) {
      links.add(tag.attribute("poster"));
    }
    if (tag.has("srcset")) {
      for (String candidate : tag.attribute("srcset").split(",\\s+")) {
        links.add(candidate.strip().split("\\s+")[0]);
      }
    }
  }
}

package dev.ovenbird.site;

import dev.ovenbird.content.SiteConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jbake.model.ModelAttributes;

/**
 * Cuts a list of documents into pages.
 *
 * @param perPage documents on each; 0 when all stand on one
 */
record Pager(int perPage) {
  /**
   * One page of a list.
   *
   * @param path from the site's root
   * @param start the first document, counted from 0
   * @param variables JBake's, by which a template links to the others
   */
  record Page(String path, int start, Map<String, Object> variables) {}

  /** As a setting has it; 0 when it is not set. */
  static Pager of(SiteConfig config, String setting) {
    return new Pager(config.count(setting, 0));
  }

  /**
   * The pages, one at least.
   *
   * @param paths gives the path of a page by its number, counted from 1
   * @param links gives what other pages link to, likewise
   */
  List<Page> pages(int documents, IntFunction<String> paths, IntFunction<String> links) {
    if (perPage == 0 || documents == 0) {
      return List.of(new Page(paths.apply(1), 0, Map.of()));
    }
    int count = (documents + perPage - 1) / perPage;
    List<Page> pages = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      Map<String, Object> variables = new HashMap<>();
      variables.put(ModelAttributes.NUMBER_OF_PAGES, count);
      variables.put(ModelAttributes.CURRENT_PAGE_NUMBERS, number);
      if (number > 1) {
        variables.put(ModelAttributes.PREVIOUS_FILENAME, links.apply(number - 1));
      }
      if (number < count) {
        variables.put(ModelAttributes.NEXT_FILENAME, links.apply(number + 1));
      }
      pages.add(new Page(paths.apply(number), (number - 1) * perPage, variables));
    }
    return pages;
  }
}

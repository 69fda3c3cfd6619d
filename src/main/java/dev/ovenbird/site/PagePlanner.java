package dev.ovenbird.site;

import dev.ovenbird.content.Document;
import dev.ovenbird.content.MemoryContentStore;
import dev.ovenbird.content.SiteConfig;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;

/** Decides which pages a site has, by JBake's settings. */
final class PagePlanner {
  /** What a reader without a network sees of a page that is not on the device. */
  static final String UNREACHABLE_PATH = "unreachable.html";

  private final SiteConfig config;
  private final MemoryContentStore store;
  private final List<PlannedPage> pages = new ArrayList<>();

  private PagePlanner(SiteConfig config, MemoryContentStore store) {
    this.config = config;
    this.store = store;
  }

  static List<PlannedPage> plan(
      SiteConfig config, List<Document> documents, MemoryContentStore store) {
    PagePlanner planner = new PagePlanner(config, store);
    for (Document document : documents) {
      planner.document(document);
    }
    planner.lists();
    return planner.pages;
  }

  private void document(Document document) {
    pages.add(
        new PlannedPage(
            URLDecoder.decode(document.uri(), StandardCharsets.UTF_8),
            document.model().getRootPath(),
            config.templateOf(document.type()),
            Map.of(ModelAttributes.CONTENT, document.model()),
            store,
            Optional.of(document)));
  }

  private void lists() {
    if (config.renders("index")) {
      index(config.text("index.file", "index.html"));
    }
    single("archive", config.text("archive.file", "archive.html"));
    single("feed", config.text("feed.file", "feed.xml"));
    single("sitemap", config.text("sitemap.file", "sitemap.xml"));
    if (config.renders("error404")) {
      // A host shows this page at any depth, so its links begin at the site's root.
      add(config.text("error404.file", "404.html"), config.basePath(), "error404", Map.of());
    }
    if (config.hasServiceWorker()) {
      // Shown instead of any page that is not on the reader's device, so likewise.
      add(UNREACHABLE_PATH, config.basePath(), "unreachable", Map.of());
    }
    if (config.renders("tags")) {
      tags();
    }
    add(ReportPage.PATH, "../", "report", Map.of());
  }

  private void single(String what, String path) {
    if (config.renders(what)) {
      add(path, rootPath(path), what, Map.of());
    }
  }

  private void index(String file) {
    int posts = (int) store.getPublishedCount("post");
    if (!Boolean.parseBoolean(config.text("index.paginate", "false")) || posts == 0) {
      add(file, rootPath(file), "masterindex", Map.of());
      return;
    }
    int perPage = Math.max(1, Integer.parseInt(config.text("index.posts_per_page", "5")));
    int count = (posts + perPage - 1) / perPage;
    for (int number = 1; number <= count; number++) {
      Map<String, Object> variables = new HashMap<>();
      variables.put(ModelAttributes.NUMBER_OF_PAGES, count);
      variables.put(ModelAttributes.CURRENT_PAGE_NUMBERS, number);
      variables.put(ModelAttributes.PREVIOUS_FILENAME, previous(number));
      variables.put(ModelAttributes.NEXT_FILENAME, number < count ? (number + 1) + "/" : null);
      String path = number == 1 ? file : number + "/" + file;
      add(
          path,
          rootPath(path),
          "masterindex",
          variables,
          store.page((number - 1) * perPage, perPage));
    }
  }

  private static String previous(int number) {
    return switch (number) {
      case 1 -> null;
      case 2 -> "";
      default -> (number - 1) + "/";
    };
  }

  private void tags() {
    String folder = config.text("tag.path", "tags") + "/";
    for (String tag : store.getAllTags()) {
      String path = folder + tag + config.outputExtension();
      add(path, rootPath(path), "tag", Map.of(ModelAttributes.TAG, tag));
    }
    if (config.renders("tagsindex")) {
      String path = folder + "index" + config.outputExtension();
      add(path, rootPath(path), "tagsindex", Map.of());
    }
  }

  private void add(String path, String rootPath, String type, Map<String, Object> variables) {
    add(path, rootPath, type, variables, store);
  }

  private void add(
      String path,
      String rootPath,
      String type,
      Map<String, Object> variables,
      MemoryContentStore pageStore) {
    DocumentModel content = new DocumentModel();
    content.setType(type);
    content.setRootPath(rootPath);
    Map<String, Object> all = new HashMap<>(variables);
    all.put(ModelAttributes.CONTENT, content);
    pages.add(
        new PlannedPage(path, rootPath, config.templateOf(type), all, pageStore, Optional.empty()));
  }

  private static String rootPath(String path) {
    return "../".repeat((int) path.chars().filter(c -> c == '/').count());
  }
}

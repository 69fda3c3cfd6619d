package dev.ovenbird.site;

import dev.ovenbird.content.Document;
import dev.ovenbird.content.MemoryContentStore;
import dev.ovenbird.content.Series;
import dev.ovenbird.content.SiteAddress;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;

/** Decides which pages a site has, by JBake's settings. */
final class PagePlanner {
  /** What a reader without a network sees of a page that is not on the device. */
  static final String UNREACHABLE_PATH = "unreachable.html";

  private final SiteConfig config;
  private final MemoryContentStore store;
  private final Neighbours neighbours;
  private final List<PlannedPage> pages = new ArrayList<>();

  private PagePlanner(SiteConfig config, MemoryContentStore store, Neighbours neighbours) {
    this.neighbours = neighbours;
    this.config = config;
    this.store = store;
  }

  static List<PlannedPage> plan(
      SiteConfig config,
      List<Document> documents,
      MemoryContentStore store,
      Neighbours neighbours,
      Diagnostics diagnostics) {
    PagePlanner planner = new PagePlanner(config, store, neighbours);
    for (Document document : documents) {
      planner.document(document);
    }
    planner.lists();
    Set<String> taken = planner.pages.stream().map(PlannedPage::path).collect(Collectors.toSet());
    planner.pages.addAll(Aliases.plan(documents, taken, store, diagnostics));
    return planner.pages;
  }

  private void document(Document document) {
    Map<String, Object> variables = neighbours.variables(document.uri());
    variables.put(ModelAttributes.CONTENT, document.model());
    pages.add(
        new PlannedPage(
            URLDecoder.decode(document.uri(), StandardCharsets.UTF_8),
            document.model().getRootPath(),
            config.templateOf(document.type()),
            variables,
            store,
            Optional.of(document)));
  }

  private void lists() {
    if (config.renders("index")) {
      index(config.text("index.file", "index.html"));
    }
    if (config.renders("archive")) {
      archive();
    }
    single("feed", config.text("feed.file", "feed.xml"));
    // A feed of its own format beside it, for readers that are programs.
    if (config.renders("feed") && config.renders("jsonfeed")) {
      String path = config.text("jsonfeed.file", "feed.json");
      add(path, SiteAddress.root(path), "jsonfeed", Map.of());
    }
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
    if (config.isTrue("render.series", true)) {
      series();
    }
    add(ReportPage.PATH, "../", "report", Map.of());
  }

  private void single(String what, String path) {
    if (config.renders(what)) {
      add(path, SiteAddress.root(path), what, Map.of());
    }
  }

  private void index(String file) {
    boolean paged = config.isTrue("index.paginate", false);
    Pager pager = new Pager(paged ? Math.max(1, config.count("index.posts_per_page", 5)) : 0);
    // JBake's templates expect "" for the first page and "2/" for the second.
    for (Pager.Page page :
        pager.pages(
            (int) store.getPublishedCount("post"),
            number -> number == 1 ? file : number + "/" + file,
            number -> number == 1 ? "" : number + "/")) {
      add(page, "masterindex", store.page(page.start(), pager.perPage()));
    }
  }

  private void archive() {
    String file = config.text("archive.file", "archive.html");
    Pager pager = Pager.of(config, "archive.posts_per_page");
    for (Pager.Page page :
        pager.pages((int) store.getPublishedCount("post"), numbered(file), numbered(file))) {
      add(page, "archive", store.page(page.start(), pager.perPage()));
    }
  }

  private void tags() {
    String folder = config.text("tag.path", "tags") + "/";
    Pager pager = Pager.of(config, "tag.posts_per_page");
    for (String tag : store.getAllTags()) {
      IntFunction<String> paths = numbered(folder + tag + config.outputExtension());
      for (Pager.Page page : pager.pages(store.getPublishedPostsByTag(tag).size(), paths, paths)) {
        Map<String, Object> variables = new HashMap<>(page.variables());
        variables.put(ModelAttributes.TAG, tag);
        add(
            new Pager.Page(page.path(), page.start(), variables),
            "tag",
            store.pageOfTags(page.start(), pager.perPage()));
      }
      if (config.renders("tagfeeds")) {
        feedOf(tag, folder + tag + ".xml", "feed");
        if (config.renders("jsonfeed")) {
          feedOf(tag, folder + tag + ".json", "jsonfeed");
        }
      }
    }
    if (config.renders("tagsindex")) {
      String path = folder + "index" + config.outputExtension();
      add(path, SiteAddress.root(path), "tagsindex", Map.of());
    }
  }

  private void feedOf(String tag, String path, String kind) {
    add(path, SiteAddress.root(path), kind, Map.of(ModelAttributes.TAG, tag));
  }

  private void series() {
    for (Series series : neighbours.series()) {
      String path = URLDecoder.decode(series.uri(), StandardCharsets.UTF_8);
      add(path, SiteAddress.root(path), "series", Map.of("series", series));
    }
    if (!neighbours.series().isEmpty()) {
      String path = "series/index" + config.outputExtension();
      Map<String, Object> variables = Map.of("all_series", neighbours.series());
      add(path, SiteAddress.root(path), "seriesindex", variables);
    }
  }

  /** {@code tags/clay.html}, {@code tags/clay/2.html}. */
  private static IntFunction<String> numbered(String first) {
    int dot = first.lastIndexOf('.');
    return number ->
        number == 1 ? first : first.substring(0, dot) + "/" + number + first.substring(dot);
  }

  private void add(Pager.Page page, String type, MemoryContentStore pageStore) {
    add(page.path(), SiteAddress.root(page.path()), type, page.variables(), pageStore);
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
}

package dev.ovenbird.site;

import dev.ovenbird.asciidoc.AsciiDoc;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.content.ContentReader;
import dev.ovenbird.content.DataFiles;
import dev.ovenbird.content.Document;
import dev.ovenbird.content.MemoryContentStore;
import dev.ovenbird.content.Messages;
import dev.ovenbird.content.RememberedDocument;
import dev.ovenbird.content.Shortcodes;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.content.Visibility;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.parallel.Begun;
import dev.ovenbird.parallel.InParallel;
import dev.ovenbird.render.TemplateRenderer;
import dev.ovenbird.render.TemplateShortcodes;
import dev.ovenbird.search.IndexedDocument;
import dev.ovenbird.search.SearchIndex;
import dev.ovenbird.theme.Palette;
import dev.ovenbird.trace.Inputs;
import dev.ovenbird.trace.Reads;
import dev.ovenbird.web.BrowserRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jbake.model.DocumentTypes;
import org.jbake.template.ModelExtractors;

/**
 * Builds a site: reads, bakes models, plans, renders, checks, writes. Whatever is wrong is
 * collected up to the end, so that an author sees it all at once; only a build without errors
 * touches the output.
 */
public final class SiteBuild {
  private final BuildOptions options;
  private final Progress progress;
  private final SiteConfig config;
  private final BuildCache cache;
  private final Fetcher fetcher;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Steps steps = new Steps();
  private final OutputFolder output;
  private final BuildMemory before;
  private final FileHashes hashes;
  private final AsciiDoc asciiDoc;
  private final Inputs inputs = new Inputs();
  private final Reads reads = new Reads();
  private final SiteFiles files;
  private final Set<String> rendered = new TreeSet<>();

  /**
   * What pages of an earlier build asked for, without what a page that is kept has asked for now.
   */
  private final Set<String> assetsBefore;

  private final String settings;
  private PageTraces traces;
  private RelatedPosts related;
  private Map<String, RememberedDocument> documents;
  private BuildMemory memory;
  private final Messages messages;
  private final DataFiles data;
  private final ThemeAssets assets;

  /**
   * @param output that was checked
   * @param before what the last build left
   * @param asciiDoc lives longer than a build, since it takes long to start
   */
  SiteBuild(
      BuildOptions options,
      OutputFolder output,
      BuildMemory before,
      AsciiDoc asciiDoc,
      Progress progress)
      throws IOException {
    this.asciiDoc = asciiDoc;
    this.options = options;
    this.output = output;
    this.before = before;
    this.progress = progress;
    this.config = SiteConfig.load(options.source(), options.output(), options.baseUrl());
    this.cache = new BuildCache(options.source().resolve(".ovenbird/cache"), PreparedWork.folder());
    this.messages = Messages.read(config);
    this.data = DataFiles.read(config, diagnostics);
    this.assets = new ThemeAssets(config.assetFolder());
    this.fetcher = new Fetcher(options.fetching(), progress);
    this.hashes = new FileHashes(before.hashes());
    this.files = new SiteFiles(hashes);
    ThemeAssets looked = new ThemeAssets(config.assetFolder());
    SiteInputs.declare(inputs, config, messages, data, looked);
    this.assetsBefore = SiteInputs.assets(before.inputs().keySet());
    this.settings = settings();
  }

  /**
   * Builds a site once.
   *
   * @throws InputException with every mistake that was found; the output is then as it was before
   * @throws IOException when a disk or the network fails
   */
  public static BuildResult run(BuildOptions options, Progress progress) throws IOException {
    SiteBuilder builder = new SiteBuilder(options);
    BuildResult result = builder.build(progress);
    builder.save();
    return result;
  }

  BuildResult run() throws IOException {
    SiteModels models =
        steps.time("models", () -> SiteModels.bake(config, cache, fetcher, diagnostics, progress));
    // What needs no document leaves the first core to them.
    try (Begun<Drawings> drawings =
            Begun.of(
                () ->
                    steps.time(
                        "drawings", () -> Drawings.draw(config, assets, cache, diagnostics)));
        Begun<BrowserRuntime> runtime =
            Begun.of(() -> steps.time("runtime", () -> runtime(models)))) {
      return run(models, drawings, runtime);
    }
  }

  private BrowserRuntime runtime(SiteModels models) throws IOException {
    return BrowserRuntime.build(
        cache,
        options.fetching(),
        !models.baked().isEmpty(),
        config.hasServiceWorker(),
        messages.below("script."),
        progress);
  }

  private BuildResult run(SiteModels models, Begun<Drawings> drawings, Begun<BrowserRuntime> linked)
      throws IOException {
    ContentReader.Content content = steps.time("content", this::readContent);
    BrowserRuntime runtime = linked.result();
    Optional<SearchIndex.Built> search =
        steps.time(
            "search",
            () ->
                SiteSearch.build(
                    config, content.documents(), models, cache, diagnostics, progress));

    Optional<SiteSearch.Words> words =
        steps.time("words", () -> SiteSearch.words(config, content.documents(), before.words()));
    PublishedFiles.addTo(
        files,
        config,
        content,
        models.baked(),
        runtime,
        search,
        words.map(SiteSearch.Words::index),
        diagnostics);
    BuildReport report = renderAll(content, models, drawings.result(), runtime, search);
    diagnostics.throwIfErrors();

    BuildChanges changes =
        steps.time("write", () -> output.replaceWith(files, before.outputs(), rendered));
    memory =
        steps.time(
            "memory", () -> remember(words.map(SiteSearch.Words::documents).orElse(Map.of())));
    return new BuildResult(options.output(), report, diagnostics.all(), steps.taken(), changes);
  }

  private Map<String, RememberedDocument> remembered(List<Document> all) {
    Map<String, RememberedDocument> remembered = new ConcurrentHashMap<>();
    Set<Path> complained = complained();
    InParallel.forEach(
        all.stream().filter(document -> !complained.contains(document.file())).toList(),
        document ->
            RememberedDocument.of(document, hashes, inputs)
                .ifPresent(each -> remembered.put(document.file().toString(), each)));
    return remembered;
  }

  /** What was complained about has to be complained about again. */
  private Set<Path> complained() {
    return diagnostics.all().stream().map(Diagnostic::file).collect(Collectors.toSet());
  }

  private BuildMemory remember(Map<String, IndexedDocument> words) throws IOException {
    complained().forEach(file -> documents.remove(String.valueOf(file)));
    return new BuildMemory(
        CodeVersion.current(),
        settings,
        hashes.asked(),
        documents,
        traces.inputs(),
        traces.pages(),
        output.files(files),
        words,
        related);
  }

  /** What the next build starts from, once this one is done. */
  BuildMemory memory() {
    return memory;
  }

  /** All that documents are read with. */
  private String settings() {
    Map<String, Object> own = new HashMap<>(config.forTemplates());
    // JBake lists what Java knows of this process, too.
    System.getProperties().keySet().forEach(key -> own.remove(key.toString().replace('.', '_')));
    return SiteInputs.hash(own) + messages.hash() + config.baseUrl();
  }

  private ContentReader.Content readContent() throws IOException {
    // A type's lists ("published_demos") are there for templates only once JBake knows the type.
    for (String type : config.documentTypes()) {
      registerType(type);
    }
    Visibility visibility = new Visibility(options.drafts(), options.future(), new Date());
    Shortcodes shortcodes = new TemplateShortcodes(config, data, messages, assets, inputs, reads);
    ContentReader.Memory remembered =
        new ContentReader.Memory(before.madeWith(settings).documents(), hashes, cache, asciiDoc);
    return new ContentReader(
            config, visibility, messages, shortcodes, remembered, inputs, reads, diagnostics)
        .read();
  }

  private static synchronized void registerType(String type) {
    if (!DocumentTypes.contains(type)) {
      DocumentTypes.addDocumentType(type);
    }
    ModelExtractors.getInstance().registerExtractorsForCustomTypes(type);
  }

  private BuildReport renderAll(
      ContentReader.Content content,
      SiteModels models,
      Drawings drawings,
      BrowserRuntime runtime,
      Optional<SearchIndex.Built> search)
      throws IOException {
    MemoryContentStore store =
        new MemoryContentStore(content.documents().stream().map(Document::model).toList(), reads);
    SiteInputs.declare(inputs, content.documents(), store);
    related = RelatedPosts.of(store.getPublishedPosts(), search, before.related());
    Neighbours neighbours = new Neighbours(content.documents(), related, config, diagnostics);
    List<PlannedPage> pages =
        onePerPlace(PagePlanner.plan(config, content.documents(), store, neighbours, diagnostics));
    SharePictures pictures = drawings.pictures();
    List<BuildReport.ModelReport> modelReports = models.baked().stream().map(Reports::of).toList();
    Predicate<String> published =
        pages.stream().map(PlannedPage::path).collect(Collectors.toSet())::contains;
    Map<String, Object> site = siteVariables(modelReports, search, drawings.palette());
    SiteInputs.declare(inputs, PageRenderer.variables(site, runtime), published);
    traces = new PageTraces(before, inputs, output, pictures);
    TemplateRenderer templates =
        new TemplateRenderer(
            config, messages, data, assets, published, store.newest(), inputs, reads);
    PageRenderer renderer =
        new PageRenderer(templates, runtime, config, site, pictures, reads, diagnostics);

    Map<String, HtmlPage> html = new TreeMap<>();
    steps.time(
        "render",
        () -> {
          InParallel.map(
                  pages.stream().filter(page -> !page.path().equals(ReportPage.PATH)).toList(),
                  page -> traces.kept(page).or(() -> render(page, renderer)))
              .forEach(page -> page.ifPresent(made -> add(made, html)));
          content.documents().forEach(each -> SiteInputs.publish(each.inputs(), assets));
          return null;
        });
    Isolation isolation = Isolation.of(config, pages);
    steps.time(
        "pictures",
        () -> {
          pictures.addTo(files);
          AssetFiles.addTo(files, config.assetFolder(), assets, diagnostics);
          HostFiles.addTo(
              files,
              config,
              drawings.icons(),
              drawings.palette(),
              isolation,
              Aliases.rules(content.documents(), config.basePath()));
          return null;
        });
    // Last, since the web manifest asks for an asset too.
    assets.addTo(files);
    HostCheck.check(files, config, diagnostics);
    BuildReport report;
    // One core compresses what is fetched ahead and tells of it; the other need not wait for it.
    try (Begun<Map<String, RememberedDocument>> known =
        Begun.of(() -> steps.time("memory", () -> remembered(content.documents())))) {
      long ahead =
          ServiceWorker.addTo(
              files,
              config,
              runtime,
              isolation,
              path -> output.keep(files, path, before.outputs().get(path)),
              diagnostics);
      report = report(html.size() + 1, ahead, runtime, search, modelReports);
      addReport(report, pages, renderer, html);
      documents = known.result();
    }

    steps.time(
        "check",
        () -> {
          PageChecks.check(
              pages,
              html,
              rendered,
              before.madeWith(settings),
              content.wrong(),
              files,
              models,
              config,
              diagnostics);
          return null;
        });
    if (options.checkLinks()) {
      steps.time(
          "external links",
          () -> {
            ExternalLinks.check(pages, html, config, diagnostics, progress);
            return null;
          });
    }
    return report;
  }

  private void addReport(
      BuildReport report,
      List<PlannedPage> pages,
      PageRenderer renderer,
      Map<String, HtmlPage> html)
      throws IOException {
    files.put(ReportPage.JSON_PATH, ReportPage.json(report));
    pages.stream()
        .filter(page -> page.path().equals(ReportPage.PATH))
        .map(page -> renderer.render(page, ReportPage.variables(report)))
        .flatMap(Optional::stream)
        .forEach(
            page -> {
              traces.note(page);
              add(lay(page), html);
            });
    // The report may have asked for one that no other page needs.
    assets.addTo(files);
  }

  /** Of pages that come to the same place, such as an author's own index, the last. */
  private List<PlannedPage> onePerPlace(List<PlannedPage> planned) {
    Map<String, PlannedPage> pages = new LinkedHashMap<>();
    Map<String, PlannedPage> inAnyCase = new HashMap<>();
    for (PlannedPage page : planned) {
      PlannedPage alike = inAnyCase.put(page.path().toLowerCase(Locale.ROOT), page);
      if (alike != null && !alike.path().equals(page.path())) {
        diagnostics.warning(
            fileOf(alike, page),
            0,
            "On Windows and macOS these two are one file: " + alike.path() + ", " + page.path(),
            "Write the tag, or name the document, in one way.");
      }
      page.document().ifPresent(document -> files.claim(page.path(), document.file(), diagnostics));
      PlannedPage other = pages.put(page.path(), page);
      // Of two documents was told above, and of two series before.
      if (other != null
          && (other.document().isEmpty() || page.document().isEmpty())
          && !other.template().equals(page.template())) {
        complainOfPlace(other, page);
      }
    }
    return List.copyOf(pages.values());
  }

  private void complainOfPlace(PlannedPage one, PlannedPage other) {
    diagnostics.error(
        fileOf(one, other),
        0,
        "Two pages would be at %s: by %s and by %s."
            .formatted(one.path(), one.template(), other.template()),
        "Name one of them otherwise, or leave it out, such as the home page with render.index=false.");
  }

  private Path fileOf(PlannedPage one, PlannedPage other) {
    return one.document()
        .or(other::document)
        .map(Document::file)
        .orElse(options.source().resolve(SiteConfig.FILE));
  }

  private BuildReport report(
      int pages,
      long ahead,
      BrowserRuntime runtime,
      Optional<SearchIndex.Built> search,
      List<BuildReport.ModelReport> models)
      throws IOException {
    long largest =
        models.stream().mapToLong(BuildReport.ModelReport::downloadBytes).max().orElse(0);
    return new BuildReport(
        pages,
        files.totalSize(),
        ahead,
        runtime.firstUseBytes(),
        ahead + runtime.firstUseBytes() + largest,
        search.map(SearchIndex.Built::passages).orElse(0),
        models,
        diagnostics.all().stream().map(this::shown).toList());
  }

  private Map<String, Object> siteVariables(
      List<BuildReport.ModelReport> models, Optional<SearchIndex.Built> search, Palette palette) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("version", Version.current());
    variables.put("baseUrl", config.baseUrl());
    variables.put("models", models);
    variables.put("palette", palette);
    variables.put("charts", FidelityChart.sizes(models));
    search.ifPresent(index -> variables.put("searchIndex", index.path()));
    return variables;
  }

  private Optional<PageRenderer.Rendered> render(PlannedPage page, PageRenderer renderer) {
    Reads.Recorded<Optional<PageRenderer.Rendered>> recorded =
        reads.record(() -> renderer.render(page, Map.of()));
    recorded.result().ifPresent(rendered -> traces.note(rendered, recorded.inputs()));
    return recorded.result().map(this::lay);
  }

  private PageRenderer.Rendered lay(PageRenderer.Rendered made) {
    String path = made.page().path();
    try {
      return made.laid(output.lay(path, made.bytes(), made.hash(), before.outputs().get(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(PageRenderer.Rendered made, Map<String, HtmlPage> html) {
    PlannedPage page = made.page();
    files.keep(page.path(), made.laid().file(), made.laid().known());
    if (made.isNew()) {
      rendered.add(page.path());
    } else {
      Set<String> read = traces.pages().get(page.path()).inputs();
      List<String> asked = assetsBefore.stream().filter(read::contains).toList();
      SiteInputs.publish(asked, assets);
      asked.forEach(assetsBefore::remove);
    }
    made.html().ifPresent(facts -> html.put(page.path(), facts));
  }

  /** As anybody reads it, wherever the site was built. */
  private String shown(Diagnostic diagnostic) {
    Path file = diagnostic.file();
    boolean inside = file != null && file.startsWith(config.source());
    return (inside ? diagnostic.in(config.source().relativize(file)) : diagnostic).headline();
  }
}

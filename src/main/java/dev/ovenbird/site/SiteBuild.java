package dev.ovenbird.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.content.ContentReader;
import dev.ovenbird.content.Document;
import dev.ovenbird.content.MemoryContentStore;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.content.Visibility;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.model.BakedModel;
import dev.ovenbird.model.DescriptorReader;
import dev.ovenbird.model.DeviceCheck;
import dev.ovenbird.model.ModelBaker;
import dev.ovenbird.model.ModelDescriptor;
import dev.ovenbird.render.TemplateRenderer;
import dev.ovenbird.search.Passage;
import dev.ovenbird.search.PassageSplitter;
import dev.ovenbird.search.SearchIndex;
import dev.ovenbird.web.BrowserRuntime;
import dev.ovenbird.web.ServiceWorkerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final Diagnostics diagnostics = new Diagnostics();
  private final Steps steps = new Steps();
  private final SiteFiles files = new SiteFiles();

  private SiteBuild(BuildOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
    this.config = SiteConfig.load(options.source(), options.output(), options.baseUrl());
    this.cache = new BuildCache(options.source().resolve(".ovenbird/cache"));
  }

  /**
   * Builds a site.
   *
   * @throws InputException with every mistake that was found; the output is then as it was before
   * @throws IOException when a disk or the network fails
   */
  public static BuildResult run(BuildOptions options, Progress progress) throws IOException {
    return new SiteBuild(options, progress).run();
  }

  private BuildResult run() throws IOException {
    OutputFolder output = new OutputFolder(options.output());
    output.check(options.source());
    if (options.clean()) {
      BuildCache.delete(options.source().resolve(".ovenbird/cache"));
    }

    ContentReader.Content content = steps.time("content", this::readContent);
    List<ModelDescriptor> descriptors = DescriptorReader.readAll(config.modelFolder(), diagnostics);
    List<BakedModel> models = steps.time("models", () -> bake(descriptors));
    BrowserRuntime runtime =
        steps.time(
            "runtime",
            () ->
                BrowserRuntime.build(
                    cache,
                    options.downloads(),
                    !models.isEmpty(),
                    config.hasServiceWorker(),
                    progress));
    Optional<SearchIndex.Built> search =
        steps.time("search", () -> buildSearch(content.documents(), models));

    addPublished(content, models, runtime, search);
    BuildReport report = renderAll(content, models, runtime, search);
    diagnostics.throwIfErrors();

    steps.time(
        "write",
        () -> {
          output.replaceWith(files);
          return null;
        });
    return new BuildResult(options.output(), report, diagnostics.all(), steps.taken());
  }

  private ContentReader.Content readContent() throws IOException {
    // A type's lists ("published_demos") are there for templates only once JBake knows the type.
    for (String type : config.documentTypes()) {
      registerType(type);
    }
    Visibility visibility = new Visibility(options.drafts(), options.future(), new Date());
    return ContentReader.read(config, visibility, cache, diagnostics);
  }

  private static synchronized void registerType(String type) {
    if (!DocumentTypes.contains(type)) {
      DocumentTypes.addDocumentType(type);
    }
    ModelExtractors.getInstance().registerExtractorsForCustomTypes(type);
  }

  private List<BakedModel> bake(List<ModelDescriptor> descriptors) throws IOException {
    ModelBaker baker = new ModelBaker(cache, progress);
    List<BakedModel> baked = new ArrayList<>();
    for (ModelDescriptor descriptor : descriptors) {
      try {
        BakedModel model = baker.bake(descriptor);
        DeviceCheck.check(model, diagnostics);
        baked.add(model);
      } catch (InputException e) {
        diagnostics.addAll(e.diagnostics());
      }
    }
    return baked;
  }

  private Optional<SearchIndex.Built> buildSearch(List<Document> documents, List<BakedModel> models)
      throws IOException {
    String name = config.text("search.model", "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<BakedModel> model =
        models.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
    if (model.isEmpty()) {
      if (!isDescribed(name)) {
        diagnostics.add(
            config.wrong(
                "search.model",
                "search.model names a model that is not there: " + name,
                Suggestion.orList(name, models.stream().map(BakedModel::name).toList())));
      }
      return Optional.empty();
    }
    if (!model.get().descriptor().task().equals(Task.FEATURE_EXTRACTION.id())) {
      diagnostics.add(
          config.wrong(
              "search.model",
              "search.model names a model that makes no vectors of text: " + name,
              "Name one whose task is " + Task.FEATURE_EXTRACTION.id() + "."));
      return Optional.empty();
    }
    List<Passage> passages = new ArrayList<>();
    for (Document document : documents) {
      if (document.type().equals("post") || document.type().equals("page")) {
        passages.addAll(
            PassageSplitter.split(
                document.uri(),
                document.title(),
                Objects.toString(document.model().get("summary"), ""),
                document.body()));
      }
    }
    return Optional.of(SearchIndex.build(passages, model.get(), cache, progress));
  }

  /** Whether a model has a descriptor; if it could not be baked, that has been said already. */
  private boolean isDescribed(String name) {
    return Files.isRegularFile(config.modelFolder().resolve(name).resolve(DescriptorReader.FILE));
  }

  private void addPublished(
      ContentReader.Content content,
      List<BakedModel> models,
      BrowserRuntime runtime,
      Optional<SearchIndex.Built> search)
      throws IOException {
    for (Path file : content.files()) {
      files.copy(relative(config.contentFolder(), file), file, diagnostics);
    }
    for (Document document : content.documents()) {
      document.figures().made().forEach(files::copyMade);
    }
    for (BakedModel model : models) {
      files.copyAll(model.siteFolder());
    }
    if (runtime.siteFolder().isPresent()) {
      files.copyAll(runtime.siteFolder().get());
    }
    if (search.isPresent()) {
      files.copyAll(search.get().siteFolder());
    }
    runtime.appFiles().forEach(files::put);
    files.put(Catalog.PATH, Catalog.json(models, runtime, search));
    files.put(
        OutputFolder.MARKER,
        "{\"generator\": \"Ovenbird " + Version.current() + "\", \"format\": 1}\n");
  }

  private BuildReport renderAll(
      ContentReader.Content content,
      List<BakedModel> models,
      BrowserRuntime runtime,
      Optional<SearchIndex.Built> search)
      throws IOException {
    MemoryContentStore store =
        new MemoryContentStore(content.documents().stream().map(Document::model).toList());
    List<PlannedPage> pages = PagePlanner.plan(config, content.documents(), store);
    ThemeAssets assets = new ThemeAssets(config.assetFolder());
    List<BuildReport.ModelReport> modelReports = models.stream().map(Reports::of).toList();
    TemplateRenderer templates =
        new TemplateRenderer(
            config.templateFolder(),
            config.timeZone(),
            config.locale(),
            assets::publishedPath,
            pages.stream().map(PlannedPage::path).collect(Collectors.toSet())::contains,
            store.newest());
    PageRenderer renderer =
        new PageRenderer(
            templates, runtime, config, siteVariables(modelReports, search), diagnostics);

    Map<String, HtmlPage> html = new TreeMap<>();
    steps.time(
        "render",
        () -> {
          pages.parallelStream()
              .filter(page -> !page.path().equals(PagePlanner.REPORT_PATH))
              .map(page -> renderer.render(page, Map.of()))
              .flatMap(Optional::stream)
              .toList()
              .forEach(rendered -> add(rendered, html));
          return null;
        });
    Isolation isolation = Isolation.of(config, pages);
    addAssets(assets, isolation);
    HostCheck.check(files, config, diagnostics);
    Precache.Chosen precache = addServiceWorker(runtime, isolation);
    BuildReport report =
        new BuildReport(
            html.size() + 1,
            files.totalSize(),
            precache.bytes(),
            runtime.firstUseBytes(),
            precache.bytes()
                + runtime.firstUseBytes()
                + modelReports.stream()
                    .mapToLong(BuildReport.ModelReport::downloadBytes)
                    .max()
                    .orElse(0),
            search.map(SearchIndex.Built::passages).orElse(0),
            modelReports,
            diagnostics.all().stream().map(this::shown).toList());
    files.put(
        "report/report.json",
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
    pages.stream()
        .filter(page -> page.path().equals(PagePlanner.REPORT_PATH))
        .map(
            page -> renderer.render(page, Map.of("report", report, "charts", charts(modelReports))))
        .flatMap(Optional::stream)
        .forEach(rendered -> add(rendered, html));

    steps.time(
        "check",
        () -> {
          check(pages, html, content, models);
          return null;
        });
    return report;
  }

  private Precache.Chosen addServiceWorker(BrowserRuntime runtime, Isolation isolation)
      throws IOException {
    if (!config.hasServiceWorker()) {
      files.put("sw.js", ServiceWorkerFile.removal(runtime));
      return Precache.Chosen.NOTHING;
    }
    Precache.Chosen precache = Precache.choose(files, diagnostics);
    ServiceWorkerFile.Isolation isolated =
        isolation.on()
            ? new ServiceWorkerFile.Isolation(isolation.except(), PageSecurity.OF_THREADS)
            : null;
    files.put(
        "sw.js",
        ServiceWorkerFile.source(precache.entries(), precache.others(), isolated, runtime));
    return precache;
  }

  /** A drawing for each model, by its name. */
  private static Map<String, String> charts(List<BuildReport.ModelReport> models) {
    return models.stream()
        .filter(model -> !model.dtypes().isEmpty())
        .collect(Collectors.toMap(BuildReport.ModelReport::name, FidelityChart::svg));
  }

  private Map<String, Object> siteVariables(
      List<BuildReport.ModelReport> models, Optional<SearchIndex.Built> search) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("version", Version.current());
    variables.put("baseUrl", config.baseUrl());
    variables.put("models", models);
    search.ifPresent(index -> variables.put("searchIndex", index.path()));
    return variables;
  }

  private void add(PageRenderer.Rendered rendered, Map<String, HtmlPage> html) {
    PlannedPage page = rendered.page();
    page.document().ifPresent(document -> files.claim(page.path(), document.file(), diagnostics));
    files.put(page.path(), rendered.text());
    rendered.html().ifPresent(facts -> html.put(page.path(), facts));
  }

  private void addAssets(ThemeAssets assets, Isolation isolation) throws IOException {
    Path folder = config.assetFolder();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
          String path = relative(folder, file);
          // What a template asked for is there already, under its hashed name.
          if (!assets.asked().contains(path) && !path.contains("/.") && !path.startsWith(".DS_")) {
            files.copy(path, file, diagnostics);
          }
        }
      }
    }
    HostFiles.addTo(files, config, assets, isolation);
    // Last, since the web manifest asks for an asset too.
    assets.addTo(files);
  }

  private void check(
      List<PlannedPage> pages,
      Map<String, HtmlPage> html,
      ContentReader.Content content,
      List<BakedModel> models) {
    Set<String> excused = new HashSet<>(content.wrong());
    pages.forEach(page -> excused.add(page.path()));
    LinkChecker links =
        new LinkChecker(
            files.paths(), html, excused, config.basePath(), config.templateFolder(), diagnostics);
    List<String> known = models.stream().map(BakedModel::name).toList();
    for (PlannedPage page : pages) {
      HtmlPage facts = html.get(page.path());
      if (facts == null) {
        continue;
      }
      links.check(page);
      for (HtmlPage.ModelUse use : facts.models()) {
        if (!known.contains(use.model()) && !isDescribed(use.model())) {
          unknownModel(page, use.model(), known);
        }
        models.stream()
            .filter(model -> model.name().equals(use.model()) && !use.dtype().isEmpty())
            .forEach(model -> checkDtype(page, use.dtype(), model));
      }
    }
  }

  private void checkDtype(PlannedPage page, String dtype, BakedModel model) {
    List<String> published =
        model.variants().stream().map(variant -> variant.dtype().id()).toList();
    if (!published.contains(dtype)) {
      Optional<Document> document = page.document();
      diagnostics.error(
          document.map(Document::file).orElse(config.templateFolder().resolve(page.template())),
          document.map(source -> source.lineContaining("\"" + dtype + "\"")).orElse(0),
          dtype,
          "The model " + model.name() + " has no dtype \"" + dtype + "\".",
          Suggestion.orList(dtype, published));
    }
  }

  private void unknownModel(PlannedPage page, String model, List<String> known) {
    Optional<Document> document = page.document();
    diagnostics.error(
        document.map(Document::file).orElse(config.templateFolder().resolve(page.template())),
        document.map(source -> source.lineContaining("\"" + model + "\"")).orElse(0),
        model,
        "There is no model \"" + model + "\".",
        known.isEmpty()
            ? "Describe it in models/" + model + "/" + DescriptorReader.FILE + "."
            : Suggestion.orList(model, known));
  }

  /** As anybody reads it, wherever the site was built. */
  private String shown(Diagnostic diagnostic) {
    Path file = diagnostic.file();
    boolean inside = file != null && file.startsWith(config.source());
    return (inside ? diagnostic.in(config.source().relativize(file)) : diagnostic).headline();
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}

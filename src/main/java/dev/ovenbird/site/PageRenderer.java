package dev.ovenbird.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.content.Embeds;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.render.PageData;
import dev.ovenbird.render.TemplateRenderer;
import dev.ovenbird.trace.Reads;
import dev.ovenbird.trace.TracedMap;
import dev.ovenbird.web.BrowserRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jbake.model.ModelAttributes;

/** Renders planned pages and gives each its policy. Thread-safe. */
final class PageRenderer {
  /** Stands for the hash by which an open page can tell whether a new version changed it. */
  private static final String REVISION_PLACEHOLDER = "ovenbird-page-revision";

  /**
   * A page as it is published.
   *
   * @param isNew false for one that lay in the output
   * @param bytes null where they lie on the disk
   * @param hash see {@link OutputFile}
   * @param laid where; null while they do not
   * @param html its facts; empty where it is no HTML
   */
  record Rendered(
      PlannedPage page,
      boolean isNew,
      byte[] bytes,
      String hash,
      OutputFolder.Laid laid,
      Optional<HtmlPage> html) {
    static Rendered kept(PlannedPage page, OutputFolder.Laid laid, Optional<HtmlPage> html) {
      return new Rendered(page, false, null, laid.known().hash(), laid, html);
    }

    private static Rendered of(PlannedPage page, byte[] bytes, String hash, HtmlPage html) {
      return new Rendered(page, true, bytes, hash, null, Optional.ofNullable(html));
    }

    Rendered laid(OutputFolder.Laid where) {
      return new Rendered(page, isNew, null, hash, where, html);
    }
  }

  private final TemplateRenderer templates;
  private final BrowserRuntime runtime;
  private final Map<String, Object> config;
  private final List<String> embeds;
  private final Map<String, Object> site;
  private final SharePictures pictures;
  private final Reads reads;
  private final Diagnostics diagnostics;

  /**
   * @param site what templates see as {@code ovenbird}, apart from what differs from page to page
   */
  PageRenderer(
      TemplateRenderer templates,
      BrowserRuntime runtime,
      SiteConfig config,
      Map<String, Object> site,
      SharePictures pictures,
      Reads reads,
      Diagnostics diagnostics) {
    this.templates = templates;
    this.runtime = runtime;
    this.config = new TracedMap(config.forTemplates(), "config", reads);
    this.embeds = Embeds.origins(config);
    this.site = variables(site, runtime);
    this.reads = reads;
    this.pictures = pictures;
    this.diagnostics = diagnostics;
  }

  /** The variables below {@code ovenbird} that are the same on all pages. */
  static Map<String, Object> variables(Map<String, Object> site, BrowserRuntime runtime) {
    Map<String, Object> variables = new HashMap<>(site);
    variables.put("csp", PageSecurity.PLACEHOLDER);
    variables.put("revision", REVISION_PLACEHOLDER);
    variables.put("script", runtime.script());
    variables.put("scriptIntegrity", Digest.integrity(runtime.appFiles().get(runtime.script())));
    // Each page has it with the way to the root; here it stands for what is in it.
    variables.put("importMap", runtime.importMap());
    return variables;
  }

  /** Renders a page; empty, with a diagnostic, when its template is wrong. */
  Optional<Rendered> render(PlannedPage page, Map<String, Object> more) {
    Map<String, Object> variables = new HashMap<>(page.variables());
    variables.putAll(more);
    variables.put(ModelAttributes.CONFIG, config);
    variables.put(ModelAttributes.VERSION, site.get("version"));
    Map<String, Object> ovenbird = new HashMap<>(site);
    ovenbird.remove("importMap");
    if (page.isHtml()) {
      ovenbird.put("picture", pictures.of(page));
    }
    if (!runtime.importMap().isEmpty()) {
      ovenbird.put("importMap", importMap(page.rootPath()));
    }
    variables.put("ovenbird", new TracedMap(ovenbird, "ovenbird", reads));
    try {
      String text =
          templates.render(page.template(), new PageData(page.store(), variables), page.path());
      if (page.isHtml()) {
        // Its policy is made of this setting, which no template reads.
        config.get(Embeds.SETTING.replace('.', '_'));
        return Optional.of(secured(page, text));
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Optional.of(Rendered.of(page, bytes, Digest.brief(bytes), null));
    } catch (InputException e) {
      diagnostics.addOncePerPlace(e.diagnostics());
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Rendered secured(PlannedPage page, String template) {
    HtmlPage html = HtmlPage.parse(template);
    String secured = template.replace(PageSecurity.PLACEHOLDER, PageSecurity.policy(html, embeds));
    byte[] bytes = secured.getBytes(StandardCharsets.UTF_8);
    String hash = Digest.brief(bytes);
    String text = secured.replace(REVISION_PLACEHOLDER, hash.substring(0, Digest.SHORT));
    // Of a page that does not name its revision, replacing has made no copy.
    return Rendered.of(
        page, text == secured ? bytes : text.getBytes(StandardCharsets.UTF_8), hash, html);
  }

  private String importMap(String rootPath) {
    // An address in an import map is none unless it begins with "/", "./" or "../".
    String prefix =
        rootPath.startsWith("/") || rootPath.startsWith("../") ? rootPath : "./" + rootPath;
    Map<String, String> imports = new LinkedHashMap<>();
    runtime.importMap().forEach((name, path) -> imports.put(name, prefix + path));
    try {
      return new ObjectMapper().writeValueAsString(Map.of("imports", imports));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.ovenbird.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.render.PageData;
import dev.ovenbird.render.TemplateRenderer;
import dev.ovenbird.web.BrowserRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jbake.model.ModelAttributes;

/** Renders planned pages and gives each its policy. Thread-safe. */
final class PageRenderer {
  /** Stands for the hash by which an open page can tell whether a new version changed it. */
  private static final String REVISION_PLACEHOLDER = "ovenbird-page-revision";

  /** A page as it is published; its facts are there for HTML only. */
  record Rendered(PlannedPage page, String text, Optional<HtmlPage> html) {}

  private final TemplateRenderer templates;
  private final BrowserRuntime runtime;
  private final Map<String, Object> config;
  private final Map<String, Object> site;
  private final SharePictures pictures;
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
      Diagnostics diagnostics) {
    this.templates = templates;
    this.runtime = runtime;
    this.config = config.forTemplates();
    this.site = site;
    this.pictures = pictures;
    this.diagnostics = diagnostics;
  }

  /** Renders a page; empty, with a diagnostic, when its template is wrong. */
  Optional<Rendered> render(PlannedPage page, Map<String, Object> more) {
    Map<String, Object> variables = new HashMap<>(page.variables());
    variables.putAll(more);
    variables.put(ModelAttributes.CONFIG, config);
    variables.put(ModelAttributes.VERSION, site.get("version"));
    Map<String, Object> ovenbird = new HashMap<>(site);
    ovenbird.put("csp", PageSecurity.PLACEHOLDER);
    ovenbird.put("revision", REVISION_PLACEHOLDER);
    ovenbird.put("script", runtime.script());
    ovenbird.put("scriptIntegrity", Digest.integrity(runtime.appFiles().get(runtime.script())));
    if (page.isHtml()) {
      ovenbird.put("picture", pictures.of(page));
    }
    if (!runtime.importMap().isEmpty()) {
      ovenbird.put("importMap", importMap(page.rootPath()));
    }
    variables.put("ovenbird", ovenbird);
    try {
      String text =
          templates.render(page.template(), new PageData(page.store(), variables), page.path());
      return Optional.of(
          page.isHtml() ? secured(page, text) : new Rendered(page, text, Optional.empty()));
    } catch (InputException e) {
      diagnostics.addAll(e.diagnostics());
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rendered secured(PlannedPage page, String text) {
    HtmlPage html = HtmlPage.parse(text);
    String secured = text.replace(PageSecurity.PLACEHOLDER, PageSecurity.policy(html));
    String revision = Digest.hex(secured).substring(0, Digest.SHORT);
    return new Rendered(page, secured.replace(REVISION_PLACEHOLDER, revision), Optional.of(html));
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

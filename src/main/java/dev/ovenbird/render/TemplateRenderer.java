package dev.ovenbird.render;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.Configuration;
import freemarker.template.MalformedTemplateNameException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Renders pages with Freemarker: the site's own templates first, then those of the theme in our
 * jar. Thread-safe.
 */
public final class TemplateRenderer {
  private final Configuration freemarker;
  private final Path templates;
  private final Date newest;

  /**
   * @param templates the site's own templates; need not exist
   * @param asset gives for the path of an asset the path under which it is published; null when
   *     there is no such asset
   * @param published tells whether the site has a page at a path, so that a theme links only to
   *     what there is
   * @param newest the date of the newest document
   */
  public TemplateRenderer(
      Path templates,
      ZoneId zone,
      Locale locale,
      UnaryOperator<String> asset,
      Predicate<String> published,
      Date newest)
      throws IOException {
    this.templates = templates;
    this.newest = newest;
    freemarker = new Configuration(Configuration.VERSION_2_3_34);
    freemarker.setTemplateLoader(loader(templates));
    freemarker.setDefaultEncoding("UTF-8");
    freemarker.setOutputEncoding("UTF-8");
    freemarker.setLocale(locale);
    freemarker.setLocalizedLookup(false);
    freemarker.setTimeZone(TimeZone.getTimeZone(zone));
    freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    freemarker.setLogTemplateExceptions(false);
    freemarker.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
    freemarker.setSharedVariable("asset", assetFunction(asset));
    freemarker.setSharedVariable(
        "published",
        (TemplateMethodModelEx) arguments -> published.test(arguments.get(0).toString()));
  }

  private static TemplateLoader loader(Path templates) throws IOException {
    List<TemplateLoader> loaders = new ArrayList<>();
    if (Files.isDirectory(templates)) {
      // Symbolic links may lead out of the folder: a theme is often shared by several sites.
      loaders.add(new FileTemplateLoader(templates.toFile(), true));
    }
    loaders.add(new ClassTemplateLoader(TemplateRenderer.class, "/dev/ovenbird/theme/templates"));
    return new MultiTemplateLoader(loaders.toArray(TemplateLoader[]::new));
  }

  private static TemplateMethodModelEx assetFunction(UnaryOperator<String> asset) {
    return arguments -> {
      String path = arguments.isEmpty() ? "" : arguments.get(0).toString();
      String published = asset.apply(path);
      if (published == null) {
        throw new TemplateModelException(
            "There is no asset \"" + path + "\" in assets/ or in the theme.");
      }
      return published;
    };
  }

  /**
   * Renders one page.
   *
   * @param template the template's name, such as {@code post.ftl}
   * @param page where it will stand, for messages
   * @throws InputException when the template is missing or wrong
   */
  public String render(String template, PageData data, String page) throws IOException {
    StringWriter out = new StringWriter(1 << 14);
    try {
      freemarker
          .getTemplate(template)
          .process(new PageModel(data, newest, freemarker.getObjectWrapper()), out);
      return out.toString();
    } catch (TemplateNotFoundException | MalformedTemplateNameException e) {
      throw new InputException(
          wrong(
              template,
              0,
              "There is no such template; " + page + " needs it.",
              "Add the file, or name another in jbake.properties."));
    } catch (ParseException e) {
      Diagnostic wrong =
          wrong(e.getTemplateName(), e.getLineNumber(), oneLine(e.getEditorMessage()), "");
      throw new InputException(wrong.at(Math.max(0, e.getColumnNumber()), 1));
    } catch (InvalidReferenceException e) {
      throw wrong(
          e,
          "\"" + e.getBlamedExpressionString() + "\" has no value, while rendering " + page + ".",
          "Check the name; write ("
              + e.getBlamedExpressionString()
              + ")!\"\" where it may be missing.");
    } catch (TemplateException e) {
      throw wrong(
          e, oneLine(e.getMessageWithoutStackTop()) + " (while rendering " + page + ")", "");
    }
  }

  private InputException wrong(TemplateException e, String message, String hint) {
    int line = e.getLineNumber() == null ? 0 : Math.max(0, e.getLineNumber());
    Diagnostic wrong = wrong(e.getTemplateSourceName(), line, message, hint);
    if (line == 0 || e.getColumnNumber() == null || wrong.text().isEmpty()) {
      return new InputException(wrong);
    }
    boolean ends = e.getEndColumnNumber() != null && line == e.getEndLineNumber();
    int length = ends ? e.getEndColumnNumber() - e.getColumnNumber() + 1 : 1;
    return new InputException(wrong.at(e.getColumnNumber(), length));
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private Diagnostic wrong(String template, int line, String message, String hint) {
    Path file = templates.resolve(template == null ? "" : template);
    return Diagnostic.error(file, Math.max(0, line), message, hint);
  }
}

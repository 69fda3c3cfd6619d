package dev.ovenbird.render;

import dev.ovenbird.content.Messages;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.trace.Inputs;
import dev.ovenbird.trace.Reads;
import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.PathGlobMatcher;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** Freemarker as all our templates have it: the site's own files first, then the theme's. */
final class TemplateSetup {
  private TemplateSetup() {}

  static Configuration configuration(
      SiteConfig config, Messages messages, Assets assets, Inputs inputs, Reads reads)
      throws IOException {
    Configuration freemarker = new TracedConfiguration(inputs, reads);
    freemarker.setTemplateLoader(loader(config.templateFolder()));
    freemarker.setDefaultEncoding("UTF-8");
    freemarker.setOutputEncoding("UTF-8");
    freemarker.setLocale(config.locale());
    freemarker.setLocalizedLookup(false);
    freemarker.setTimeZone(TimeZone.getTimeZone(config.timeZone()));
    freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    freemarker.setLogTemplateExceptions(false);
    freemarker.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
    // What an author hands to a shortcode is text, whatever the macro's file begins with.
    TemplateConfiguration html = new TemplateConfiguration();
    html.setOutputFormat(HTMLOutputFormat.INSTANCE);
    freemarker.setTemplateConfigurations(
        new ConditionalTemplateConfigurationFactory(new PathGlobMatcher("shortcodes/**"), html));
    freemarker.setSharedVariable("asset", assetFunction(assets, reads));
    freemarker.setSharedVariable("styles", stylesFunction(assets, reads));
    freemarker.setSharedVariable("absoluteLinks", new AbsoluteLinksMethod());
    freemarker.setSharedVariable("plainText", new PlainTextMethod());
    freemarker.setSharedVariable("chart", new ChartFunction());
    freemarker.setSharedVariable("message", messageFunction(messages, reads));
    freemarker.setSharedVariable("anchored", new AnchoredHeadings(messages, reads));
    return freemarker;
  }

  static TemplateLoader loader(Path templates) throws IOException {
    List<TemplateLoader> loaders = new ArrayList<>();
    if (Files.isDirectory(templates)) {
      // Symbolic links may lead out of the folder: a theme is often shared by several sites.
      loaders.add(new FileTemplateLoader(templates.toFile(), true));
    }
    loaders.add(new ClassTemplateLoader(TemplateRenderer.class, "/dev/ovenbird/theme/templates"));
    return new MultiTemplateLoader(loaders.toArray(TemplateLoader[]::new));
  }

  private static TemplateMethodModelEx stylesFunction(Assets assets, Reads reads) {
    return arguments -> {
      List<?> given = arguments;
      List<String> paths = given.stream().map(String::valueOf).toList();
      reads.read("styles " + String.join("\n", paths));
      Map<String, String> styles = assets.styles(paths);
      if (styles == null) {
        String missing =
            paths.stream()
                .filter(path -> assets.publishedPath(path) == null)
                .findFirst()
                .orElse("");
        throw noAsset(missing);
      }
      return styles;
    };
  }

  private static TemplateMethodModelEx assetFunction(Assets assets, Reads reads) {
    return arguments -> {
      String path = arguments.isEmpty() ? "" : arguments.get(0).toString();
      reads.read("asset " + path);
      String published = assets.publishedPath(path);
      if (published == null) {
        throw noAsset(path);
      }
      return published;
    };
  }

  private static TemplateModelException noAsset(String path) {
    return new TemplateModelException(
        "There is no asset \"" + path + "\" in assets/ or in the theme.");
  }

  private static TemplateMethodModelEx messageFunction(Messages messages, Reads reads) {
    return arguments -> {
      String key = arguments.isEmpty() ? "" : arguments.get(0).toString();
      reads.read("message " + key);
      List<Object> values = new ArrayList<>();
      for (Object value : arguments.subList(Math.min(1, arguments.size()), arguments.size())) {
        values.add(
            value instanceof TemplateNumberModel number
                ? number.getAsNumber()
                : value instanceof TemplateScalarModel text ? text.getAsString() : value);
      }
      return messages
          .text(key, values.toArray())
          .orElseThrow(
              () ->
                  new TemplateModelException(
                      "There is no message \""
                          + key
                          + "\" in messages.properties. "
                          + Suggestion.forWord(key, messages.keys())));
    };
  }
}

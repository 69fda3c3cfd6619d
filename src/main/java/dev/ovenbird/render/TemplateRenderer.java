package dev.ovenbird.render;

import dev.ovenbird.content.DataFiles;
import dev.ovenbird.content.Messages;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.trace.Inputs;
import dev.ovenbird.trace.Reads;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Date;
import java.util.function.Predicate;

/**
 * Renders pages with Freemarker: the site's own templates first, then those of the theme in our
 * jar. Thread-safe.
 */
public final class TemplateRenderer {
  private final Configuration freemarker;
  private final TemplateErrors errors;
  private final DataFiles data;
  private final Date newest;
  private final Reads reads;

  /**
   * @param assets style sheets, pictures and whatever else a page names
   * @param published tells whether the site has a page at a path, so that a theme links only to
   *     what there is
   * @param newest the date of the newest document
   * @param inputs by which changed templates are seen
   * @param reads notes what templates read
   */
  public TemplateRenderer(
      SiteConfig config,
      Messages messages,
      DataFiles data,
      Assets assets,
      Predicate<String> published,
      Date newest,
      Inputs inputs,
      Reads reads)
      throws IOException {
    this.data = data;
    this.newest = newest;
    errors = new TemplateErrors(config.templateFolder());
    freemarker = TemplateSetup.configuration(config, messages, assets, inputs, reads);
    this.reads = reads;
    freemarker.setSharedVariable(
        "published",
        (TemplateMethodModelEx)
            arguments -> {
              reads.read("published " + arguments.get(0));
              return published.test(arguments.get(0).toString());
            });
  }

  /**
   * Renders one page.
   *
   * @param template the template's name, such as {@code post.ftl}
   * @param page where it will stand, for messages
   * @throws InputException when the template is missing or wrong
   */
  public String render(String template, PageData content, String page) throws IOException {
    return errors.told(() -> rendered(template, content), template, page);
  }

  private String rendered(String template, PageData page) throws IOException, TemplateException {
    StringWriter out = new StringWriter(1 << 14);
    freemarker
        .getTemplate(template)
        .process(new PageModel(page, data, newest, freemarker.getObjectWrapper(), reads), out);
    return out.toString();
  }
}

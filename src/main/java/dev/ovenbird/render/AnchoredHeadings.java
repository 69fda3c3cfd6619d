package dev.ovenbird.render;

import dev.ovenbird.content.Heading;
import dev.ovenbird.content.Messages;
import dev.ovenbird.trace.Reads;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.StringUtil;
import java.util.List;

/**
 * {@code anchored(content.body)}: a text whose headings carry a link to themselves. What the link
 * looks like is the style sheet's matter: text in it would get into feeds and into the search.
 */
final class AnchoredHeadings implements TemplateMethodModelEx {
  private static final String LINK = "heading.link";

  private final Messages messages;
  private final Reads reads;

  AnchoredHeadings(Messages messages, Reads reads) {
    this.reads = reads;
    this.messages = messages;
  }

  @Override
  public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
    if (arguments.size() != 1) {
      throw new TemplateModelException("anchored(…) takes one text, such as content.body.");
    }
    reads.read("message " + LINK);
    return Heading.rewrite(
        arguments.get(0).toString(), heading -> heading.html() + " " + link(heading));
  }

  private String link(Heading heading) {
    String name = messages.text(LINK, heading.text()).orElse("Link to " + heading.text());
    return "<a class=\"anchor\" href=\"#"
        + StringUtil.XHTMLEnc(heading.id())
        + "\" aria-label=\""
        + StringUtil.XHTMLEnc(name)
        + "\"></a>";
  }
}

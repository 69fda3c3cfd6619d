package dev.ovenbird.content;

import com.vladsch.flexmark.ext.autolink.AutolinkExtension;
import com.vladsch.flexmark.ext.escaped.character.EscapedCharacterExtension;
import com.vladsch.flexmark.ext.gfm.tasklist.TaskListExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.ParserEmulationProfile;
import com.vladsch.flexmark.parser.PegdownExtensions;
import com.vladsch.flexmark.profile.pegdown.PegdownOptionsAdapter;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.misc.Extension;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.figures.FigureRenderer;
import dev.ovenbird.html.HtmlEscape;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which Markdown a site is written in: {@code markdown.extensions} in JBake's names, which are
 * Pegdown's, and in three of ours. Immutable.
 */
final class MarkdownDialect {
  private static final String KEY = "markdown.extensions";
  private static final String ADMONITIONS = "ADMONITIONS";
  private static final String ATTRIBUTES = "ATTRIBUTES";

  /** Stands for all that a site which begins with Ovenbird wants. */
  private static final String EVERYTHING = "OVENBIRD";

  private static final List<String> OURS =
      List.of(
          "FENCED_CODE_BLOCKS",
          "TABLES",
          "DEFINITIONS",
          "AUTOLINKS",
          "STRIKETHROUGH",
          "FOOTNOTES",
          "TASKLISTITEMS",
          "ABBREVIATIONS",
          "QUOTES",
          "SMARTS",
          ADMONITIONS,
          ATTRIBUTES);

  private final Set<String> names;
  private final boolean ours;
  private final Messages messages;

  MarkdownDialect(SiteConfig config, Messages messages, Diagnostics diagnostics) {
    this.messages = messages;
    names = new LinkedHashSet<>();
    ours = config.jbake().getMarkdownExtensions().contains(EVERYTHING);
    Set<String> known = new TreeSet<>(List.of(ADMONITIONS, ATTRIBUTES, EVERYTHING));
    Arrays.stream(PegdownExtensions.class.getDeclaredFields())
        .map(Field::getName)
        .forEach(known::add);
    for (String written : config.jbake().getMarkdownExtensions()) {
      String name = written.replaceFirst("^[+-]", "");
      if (!known.contains(name)) {
        diagnostics.add(
            config
                .wrong(
                    KEY, "Unknown extension of Markdown: " + name, Suggestion.orList(name, known))
                .about(name));
      } else if (written.startsWith("-")) {
        names.remove(name);
      } else {
        names.addAll(name.equals(EVERYTHING) ? OURS : List.of(name));
      }
    }
  }

  /** A box without words says nothing to those who listen. */
  private String taskBox(String attribute, String key) {
    return "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled "
        + attribute
        + "aria-label=\""
        + HtmlEscape.escaped(messages.text(key).orElse(""))
        + "\">&nbsp;";
  }

  /** For flexmark's parser and renderer. */
  DataHolder options() {
    int pegdown = PegdownExtensions.NONE;
    List<Extension> more = new ArrayList<>();
    more.add(new ShortcodeExtension());
    more.add(FigureRenderer.Extension.create());
    more.add(new PlainText());
    for (String name : names) {
      switch (name) {
        case ADMONITIONS -> more.add(new AdmonitionHtml(messages.below("admonition.")));
        case ATTRIBUTES -> more.add(new BracedAttributes());
        default -> pegdown |= pegdownBit(name);
      }
    }
    MutableDataSet options =
        new MutableDataSet(
            PegdownOptionsAdapter.flexmarkOptions(pegdown, more.toArray(Extension[]::new)));
    if (ours) {
      // As authors know them from elsewhere; JBake's sites are written for Pegdown's, with four
      // spaces for all that belongs to an item.
      ParserEmulationProfile.COMMONMARK.getOptions().setIn(options);
      // Without it not even <photo 1.png> is an address, as it is in CommonMark since 0.29.
      options.set(Parser.SPACE_IN_LINK_URLS, true);
    }
    List<Extension> extensions = new ArrayList<>(Parser.EXTENSIONS.get(options));
    extensions.replaceAll(each -> each instanceof AutolinkExtension ? new BareLinks() : each);
    // It is for rewriting Markdown: where text becomes HTML, flexmark's core takes escapes away.
    extensions.removeIf(EscapedCharacterExtension.class::isInstance);
    options.set(Parser.EXTENSIONS, extensions);
    if (names.contains(ADMONITIONS)) {
      // Otherwise a quotation goes on behind an empty line, as Pegdown has it, and so would a note.
      options.set(Parser.BLOCK_QUOTE_IGNORE_BLANK_LINE, false);
    }
    return options
        // Pegdown knows HTML's own tags only; an element such as <ovenbird-search> is a block too.
        .set(Parser.HTML_BLOCK_DEEP_PARSER, false)
        .set(Parser.HTML_BLOCK_START_ONLY_ON_BLOCK_TAGS, false)
        .set(HtmlRenderer.RENDER_HEADER_ID, true)
        .set(HtmlRenderer.GENERATE_HEADER_ID, true)
        .set(HtmlRenderer.HEADER_ID_GENERATOR_RESOLVE_DUPES, true)
        .set(TaskListExtension.ITEM_DONE_MARKER, taskBox("checked ", "task.done"))
        .set(TaskListExtension.ITEM_NOT_DONE_MARKER, taskBox("", "task.open"))
        .toImmutable();
  }

  private static int pegdownBit(String name) {
    try {
      return PegdownExtensions.class.getDeclaredField(name).getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.ovenbird.content;

import com.vladsch.flexmark.ext.attributes.AttributesExtension;
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
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  private final Map<String, String> titles;

  /**
   * @param titles of admonitions that have none of their own, by their kind
   */
  MarkdownDialect(SiteConfig config, Map<String, String> titles, Diagnostics diagnostics) {
    this.titles = titles;
    names = new LinkedHashSet<>();
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

  private static String taskBox(String attributes) {
    return "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled "
        + attributes
        + ">&nbsp;";
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
        case ADMONITIONS -> more.add(new AdmonitionHtml(titles));
        case ATTRIBUTES -> more.add(AttributesExtension.create());
        default -> pegdown |= pegdownBit(name);
      }
    }
    // Block rules as in CommonMark, by which authors check their Markdown elsewhere.
    MutableDataSet options =
        new MutableDataSet(
                PegdownOptionsAdapter.flexmarkOptions(pegdown, more.toArray(Extension[]::new)))
            .setFrom(ParserEmulationProfile.COMMONMARK);
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
        // A box without words says nothing to those who listen.
        .set(TaskListExtension.ITEM_DONE_MARKER, taskBox("checked aria-label=\"done\""))
        .set(TaskListExtension.ITEM_NOT_DONE_MARKER, taskBox("aria-label=\"to do\""))
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

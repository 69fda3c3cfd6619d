package dev.ovenbird.figures;

import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sourceforge.plantuml.version.Version;
import org.jsoup.nodes.Entities;

/** A fenced block {@code plantuml}: a diagram as text. */
final class DiagramBlock {
  /** Of what is made of PlantUML's drawing; a part of the cache's key. */
  private static final int FORMAT = 1;

  private static final Pattern NOT_TWICE_THE_SAME =
      Pattern.compile("%(?:date|now|random|getenv|filedate|version)\\b");

  private static final Pattern WIDTH = Pattern.compile("^<svg[^>]* width=\"([\\d.]+)\"");

  /**
   * In pixels; what is wider would be unreadable were it made as narrow as a phone, and scrolls.
   */
  private static final double SHRINKS = 460;

  private final Fence fence;

  private DiagramBlock(Fence fence) {
    this.fence = fence.allowing(List.of("title", "alt"));
  }

  /** The diagram as HTML; empty where something is wrong with it. */
  static String html(Fence fence) {
    return new DiagramBlock(fence).html();
  }

  private String html() {
    Matcher changing = NOT_TWICE_THE_SAME.matcher(fence.text());
    if (changing.find()) {
      fence.error(
          "A diagram cannot ask for what differs with each build: " + changing.group(),
          "Write what it is to show.");
      return "";
    }
    try {
      return figure(drawn());
    } catch (Diagram.Mistake e) {
      fence
          .scope()
          .error(
              fence.line() + e.line(),
              "The diagram has a mistake: " + e.getMessage(),
              "PlantUML's language is described on plantuml.com.");
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String drawn() throws IOException, Diagram.Mistake {
    String key = Digest.hex(fence.text());
    List<Object> parts = List.of(FORMAT, Version.versionString(), key);
    if (!fence.scope().cache().has("diagrams", parts)) {
      // Before the cache is asked to keep it, since a mistake is not kept.
      String svg =
          DiagramSvg.of(Diagram.svg(fence.text()), "d" + key.substring(0, Digest.SHORT) + "-");
      fence
          .scope()
          .cache()
          .get("diagrams", parts, folder -> Files.writeString(folder.resolve("d.svg"), svg));
    }
    Path folder = fence.scope().cache().get("diagrams", parts, empty -> {});
    return Files.readString(folder.resolve("d.svg"));
  }

  private String figure(String svg) {
    String title = fence.setting("title");
    String alt = fence.setting("alt");
    if (title.isEmpty() && alt.isEmpty()) {
      fence
          .scope()
          .warning(
              fence.line(),
              "The diagram says nothing to those who do not see it.",
              "Say in words what it shows, like alt=\"The reader asks, the worker answers\".");
    }
    int inside = svg.indexOf('>') + 1;
    StringBuilder html = new StringBuilder("<figure class=\"diagram-figure");
    if (width(svg) > SHRINKS) {
      html.append(" diagram-wide\" tabindex=\"0\" role=\"group\" aria-label=\"")
          .append(escaped(title.isEmpty() ? "Diagram" : title));
    }
    html.append("\">\n");
    html.append(svg, 0, inside);
    if (!title.isEmpty() || !alt.isEmpty()) {
      html.append("<title>").append(escaped(title.isEmpty() ? alt : title)).append("</title>");
    }
    if (!title.isEmpty() && !alt.isEmpty()) {
      html.append("<desc>").append(escaped(alt)).append("</desc>");
    }
    html.append(svg, inside, svg.length()).append('\n');
    if (!title.isEmpty()) {
      html.append("<figcaption>").append(escaped(title)).append("</figcaption>\n");
    }
    return html.append("</figure>\n").toString();
  }

  private static double width(String svg) {
    Matcher width = WIDTH.matcher(svg);
    return width.find() ? Double.parseDouble(width.group(1)) : 0;
  }

  private static String escaped(String text) {
    return Entities.escape(text);
  }
}

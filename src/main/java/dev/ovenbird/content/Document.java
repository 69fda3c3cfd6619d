package dev.ovenbird.content;

import dev.ovenbird.figures.FigureFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jbake.model.DocumentModel;

/**
 * One published document.
 *
 * @param file its source
 * @param model what templates see of it, the rendered body included
 * @param source the text below the head, as the author wrote it
 * @param sourceLine the line in which that text begins, counted from 1
 * @param headLines for each key of the head, the line it stands in, counted from 1
 * @param links of the text, where they were written in Markdown
 * @param aliases other addresses under which it is found, from the site's root, decoded
 * @param figures what was read for its figures, and what they refer to
 */
public record Document(
    Path file,
    DocumentModel model,
    String source,
    int sourceLine,
    Map<String, Integer> headLines,
    List<WrittenLink> links,
    List<String> aliases,
    FigureFiles figures) {

  public String uri() {
    return model.getUri();
  }

  public String type() {
    return model.getType();
  }

  public String title() {
    return model.getTitle();
  }

  public String body() {
    return model.getBody();
  }

  /**
   * Every line of the text in which an address stands, and not as a part of a longer one.
   *
   * @return lines of the file, counted from 1
   */
  public List<Integer> linesWithAddress(String address) {
    Pattern alone =
        Pattern.compile("(?<![\\w./#-])" + Pattern.quote(address) + "(?![\\w/#-]|\\.\\w)");
    List<String> lines = source.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> alone.matcher(lines.get(i)).find())
        .mapToObj(i -> sourceLine + i)
        .toList();
  }

  /** The first line of the text that contains something; 0 when none does. */
  public int lineContaining(String text) {
    int at = source.indexOf(text);
    return at < 0 ? 0 : new TextPlace(source, sourceLine, at).line();
  }

  /** The last line of the text that contains something; 0 when none does. */
  public int lastLineContaining(String text) {
    int at = source.lastIndexOf(text);
    return at < 0 ? 0 : new TextPlace(source, sourceLine, at).line();
  }
}

package dev.ovenbird.content;

import dev.ovenbird.figures.FigureFiles;
import java.nio.file.Path;
import java.util.List;
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
 * @param figures what was read for its figures, and what they refer to
 */
public record Document(
    Path file, DocumentModel model, String source, int sourceLine, FigureFiles figures) {

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
    return at < 0
        ? 0
        : sourceLine + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}

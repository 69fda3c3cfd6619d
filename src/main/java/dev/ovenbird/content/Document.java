package dev.ovenbird.content;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.figures.FigureFiles;
import dev.ovenbird.trace.Reads;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jbake.model.DocumentModel;

/** One published document. Its text is read only when somebody asks for it. Thread-safe. */
public final class Document {
  /**
   * What is below the head, and where the head's lines are.
   *
   * @param body rendered
   * @param head with the source of the text
   * @param links where they were written in Markdown
   */
  record Text(String body, FrontMatter head, List<WrittenLink> links) {}

  private final SourceDocument from;
  private final TracedDocument model;
  private final FigureFiles figures;
  private final Set<String> inputs;
  private final RememberedDocument remembered;
  private Supplier<Text> read;
  private Text text;
  private String headHash;
  private String countedHash;

  /**
   * @param model what the head says, and what was counted in the text
   * @param inputs that were read for the text
   * @param remembered what an earlier build made of it, where it would become the same; else null
   * @param read gives the text
   */
  Document(
      SourceDocument from,
      DocumentModel model,
      FigureFiles figures,
      Set<String> inputs,
      RememberedDocument remembered,
      Supplier<Text> read,
      Reads reads) {
    this.from = from;
    this.model = new TracedDocument(model, () -> text().body(), reads);
    this.figures = figures;
    this.inputs = inputs;
    this.remembered = remembered;
    this.read = read;
  }

  private synchronized Text text() {
    if (text == null) {
      text = read.get();
      read = null;
    }
    return text;
  }

  /** Its source. */
  public Path file() {
    return from.file();
  }

  /** What an earlier build made of it, where that is what it still is; else null. */
  RememberedDocument remembered() {
    return model.isReplaced() ? null : remembered;
  }

  SourceDocument from() {
    return from;
  }

  /** The hash of its source. */
  public String hash() {
    return model.getSha1();
  }

  /** What templates see of it, the rendered body included. */
  public DocumentModel model() {
    return model;
  }

  /** What was read for its figures, and what they refer to. */
  public FigureFiles figures() {
    return figures;
  }

  /** What was read for its text beside its own file. */
  public Set<String> inputs() {
    return inputs;
  }

  /** The text below the head, as the author wrote it. */
  public String source() {
    return text().head().body();
  }

  /** The line in which that text begins, counted from 1. */
  public int sourceLine() {
    return text().head().bodyLine();
  }

  /** For each key of the head, the line it stands in, counted from 1. */
  public Map<String, Integer> headLines() {
    return text().head().lines();
  }

  /** Links of the text, where they were written in Markdown. */
  public List<WrittenLink> links() {
    return text().links();
  }

  /** Other addresses under which it is found, from the site's root, decoded. */
  public List<String> aliases() {
    return from.aliases();
  }

  /** What the head says, and what was counted in the text. */
  Map<String, Object> head() {
    return model.head();
  }

  /** Changes with anything that templates see but the body. */
  public String headHash() {
    if (headHash == null) {
      headHash = remembered == null ? model.headHash() : remembered.headHash();
    }
    return headHash;
  }

  /** Changes with what was counted in the text. */
  public String countedHash() {
    if (countedHash == null) {
      countedHash = remembered == null ? model.countedHash() : remembered.countedHash();
    }
    return countedHash;
  }

  /** Changes with the rendered text. */
  public String bodyHash() {
    return remembered() == null ? Digest.brief(body()) : remembered.bodyHash();
  }

  /** By their addresses, the documents of the same type before and after. */
  public String besideUris() {
    return model.besideUris();
  }

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
    List<String> lines = source().lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> alone.matcher(lines.get(i)).find())
        .mapToObj(i -> sourceLine() + i)
        .toList();
  }

  /** The first line of the text that contains something; 0 when none does. */
  public int lineContaining(String text) {
    int at = source().indexOf(text);
    return at < 0 ? 0 : new TextLines(source(), sourceLine()).line(at);
  }

  /** The last line of the text that contains something; 0 when none does. */
  public int lastLineContaining(String text) {
    int at = source().lastIndexOf(text);
    return at < 0 ? 0 : new TextLines(source(), sourceLine()).line(at);
  }
}

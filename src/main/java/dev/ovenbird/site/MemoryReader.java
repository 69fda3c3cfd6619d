package dev.ovenbird.site;

import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.cache.FileStamp;
import dev.ovenbird.content.Heading;
import dev.ovenbird.content.RememberedDocument;
import dev.ovenbird.parallel.Begun;
import dev.ovenbird.search.IndexedDocument;
import dev.ovenbird.search.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what {@link MemoryWriter} wrote, its parts side by side. */
final class MemoryReader {
  private final ByteBuffer in;
  private final List<String> texts = new ArrayList<>();

  private MemoryReader(ByteBuffer in) {
    this.in = in;
  }

  /**
   * Reads a memory of a certain version of our code.
   *
   * @return nothing remembered, where it is of another one
   * @throws RuntimeException when this is no memory, or not all of it
   */
  static BuildMemory read(byte[] bytes, String code) throws IOException {
    MemoryReader reader = new MemoryReader(ByteBuffer.wrap(bytes));
    if (!reader.text().equals(code)) {
      return BuildMemory.NONE;
    }
    MemoryReader pages = reader.part();
    MemoryReader documents = reader.part();
    MemoryReader words = reader.part();
    try (Begun<Pages> beside =
        Begun.of(() -> new Pages(pages.map(pages::page), pages.map(pages::text)))) {
      String settings = documents.text();
      Map<String, FileHashes.Known> hashes = documents.map(documents::known);
      Map<String, RememberedDocument> remembered = documents.map(documents::document);
      Map<String, OutputFile> outputs = documents.map(documents::output);
      Map<String, IndexedDocument> indexed = words.map(words::indexed);
      RelatedPosts related =
          new RelatedPosts(words.text(), words.map(() -> words.list(words::text)));
      Pages read = beside.result();
      return new BuildMemory(
          code,
          settings,
          hashes,
          remembered,
          read.inputs(),
          read.pages(),
          outputs,
          indexed,
          related);
    }
  }

  private record Pages(Map<String, RememberedPage> pages, Map<String, String> inputs) {}

  private MemoryReader part() {
    int length = size();
    ByteBuffer part = ByteBuffer.wrap(in.array(), in.position(), length);
    in.position(in.position() + length);
    return new MemoryReader(part);
  }

  private FileHashes.Known known() {
    return new FileHashes.Known(stamp(), text(), in.getLong());
  }

  private FileStamp stamp() {
    return new FileStamp(in.getLong(), in.getLong(), text());
  }

  private RememberedDocument document() {
    return new RememberedDocument(
        text(),
        text(),
        map(this::value),
        text(),
        text(),
        text(),
        map(this::text),
        map(this::text),
        text(),
        list(this::text),
        map(this::text));
  }

  private RememberedPage page() {
    String plan = text();
    Set<String> inputs = Set.copyOf(list(this::text));
    return new RememberedPage(plan, inputs, in.get() == 0 ? null : html());
  }

  private HtmlPage html() {
    // Ids that stand twice are a mistake, and only builds without any are remembered. Scripts and
    // styles are in the page's policy.
    return new HtmlPage(
        list(this::text),
        new HashSet<>(list(this::text)),
        Set.of(),
        List.of(),
        List.of(),
        list(() -> new HtmlPage.ModelUse(text(), text())));
  }

  private OutputFile output() {
    return new OutputFile(stamp(), text());
  }

  private IndexedDocument indexed() {
    return new IndexedDocument(
        text(), text(), list(() -> new Section(text(), text(), text())), map(this::size), size());
  }

  private Object value() {
    return switch (in.get()) {
      case '0' -> null;
      case 's' -> text();
      case 'a' -> list(this::text).toArray(String[]::new);
      case 'b' -> in.get() != 0;
      case 'i' -> size();
      case 'l' -> in.getLong();
      case 'd' -> in.getDouble();
      case 't' -> new Date(in.getLong());
      case 'h' -> new Heading.Entry(size(), text(), text(), list(() -> (Heading.Entry) value()));
      case '[' -> list(this::value);
      case '{' -> map(this::value);
      default -> throw new IllegalStateException("no memory of a build");
    };
  }

  private <T> Map<String, T> map(Supplier<T> item) {
    int size = size();
    Map<String, T> map = new HashMap<>(size * 2);
    for (int i = 0; i < size; i++) {
      map.put(text(), item.get());
    }
    return map;
  }

  private <T> List<T> list(Supplier<T> item) {
    int size = size();
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(item.get());
    }
    return list;
  }

  private String text() {
    int number = size();
    if (number > 0) {
      return texts.get(number - 1);
    }
    int length = size();
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    texts.add(text);
    return text;
  }

  private int size() {
    int number = 0;
    int shift = 0;
    int next = in.get();
    while (next < 0) {
      number |= (next & 127) << shift;
      shift += 7;
      next = in.get();
    }
    return number | next << shift;
  }
}

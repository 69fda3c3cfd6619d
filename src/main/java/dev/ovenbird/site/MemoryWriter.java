package dev.ovenbird.site;

import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.cache.FileStamp;
import dev.ovenbird.content.Heading;
import dev.ovenbird.content.RememberedDocument;
import dev.ovenbird.search.IndexedDocument;
import dev.ovenbird.search.Section;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a {@link BuildMemory} so that {@link MemoryReader} reads it. A text is written once. */
final class MemoryWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Map<String, Integer> texts = new HashMap<>();

  private MemoryWriter() {}

  /** Writes one thing. */
  @FunctionalInterface
  private interface Item<T> {
    void write(T value) throws IOException;
  }

  static byte[] bytes(BuildMemory memory) throws IOException {
    MemoryWriter writer = new MemoryWriter();
    writer.write(memory);
    return writer.bytes.toByteArray();
  }

  private void write(BuildMemory memory) throws IOException {
    text(memory.code());
    text(memory.settings());
    map(memory.hashes(), this::known);
    map(memory.documents(), this::document);
    map(memory.inputsOfPages(), this::text);
    map(memory.pages(), this::page);
    map(memory.outputs(), this::output);
    map(memory.words(), this::indexed);
    text(memory.related().key());
    map(memory.related().byUri(), uris -> list(uris, this::text));
  }

  private void known(FileHashes.Known known) throws IOException {
    stamp(known.stamp());
    text(known.hash());
    out.writeLong(known.readAt());
  }

  private void stamp(FileStamp stamp) throws IOException {
    out.writeLong(stamp.size());
    out.writeLong(stamp.modified());
    text(stamp.identity());
  }

  private void document(RememberedDocument document) throws IOException {
    text(document.hash());
    text(document.status());
    map(document.head(), this::value);
    text(document.headHash());
    text(document.countedHash());
    text(document.bodyHash());
    map(document.read(), this::text);
    map(document.made(), this::text);
    text(document.jbakeUri());
    list(document.aliases(), this::text);
    map(document.inputs(), this::text);
  }

  private void page(RememberedPage page) throws IOException {
    text(page.plan());
    list(page.inputs(), this::text);
    out.writeBoolean(page.html() != null);
    if (page.html() != null) {
      list(page.html().links(), this::text);
      list(page.html().ids(), this::text);
      list(page.html().models(), this::model);
    }
  }

  private void model(HtmlPage.ModelUse use) throws IOException {
    text(use.model());
    text(use.dtype());
  }

  private void output(OutputFile file) throws IOException {
    stamp(file.stamp());
    text(file.hash());
  }

  private void indexed(IndexedDocument document) throws IOException {
    text(document.url());
    text(document.title());
    list(document.sections(), this::section);
    map(document.weights(), this::size);
    size(document.length());
  }

  private void section(Section section) throws IOException {
    text(section.heading());
    text(section.anchor());
    text(section.text());
  }

  private void value(Object value) throws IOException {
    if (value == null) {
      out.writeByte('0');
    } else if (value instanceof String text) {
      out.writeByte('s');
      text(text);
    } else if (value instanceof String[] array) {
      out.writeByte('a');
      list(List.of(array), this::text);
    } else if (value instanceof Boolean bool) {
      out.writeByte('b');
      out.writeBoolean(bool);
    } else if (value instanceof Integer number) {
      out.writeByte('i');
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte('l');
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte('d');
      out.writeDouble(number);
    } else if (value instanceof Date date) {
      out.writeByte('t');
      out.writeLong(date.getTime());
    } else if (value instanceof Heading.Entry entry) {
      out.writeByte('h');
      out.writeInt(entry.level());
      text(entry.id());
      text(entry.title());
      list(entry.children(), this::value);
    } else if (value instanceof List<?> items) {
      out.writeByte('[');
      list(items, this::value);
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('{');
      map(map, this::value);
    } else {
      throw new IllegalArgumentException("cannot be remembered: " + value.getClass());
    }
  }

  private <T> void map(Map<?, T> map, Item<? super T> item) throws IOException {
    size(map.size());
    for (Map.Entry<?, T> entry : map.entrySet()) {
      text((String) entry.getKey());
      item.write(entry.getValue());
    }
  }

  private <T> void list(Collection<T> items, Item<? super T> item) throws IOException {
    size(items.size());
    for (T value : items) {
      item.write(value);
    }
  }

  /** Where it was written before, its number; else 0 and the text. */
  private void text(String text) throws IOException {
    Integer number = texts.putIfAbsent(text, texts.size() + 1);
    if (number != null) {
      size(number);
      return;
    }
    size(0);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    size(utf8.length);
    out.write(utf8);
  }

  /** In as many bytes as needed, seven bits in each. */
  private void size(int number) throws IOException {
    int rest = number;
    while (rest >= 128) {
      out.writeByte(rest & 127 | 128);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}

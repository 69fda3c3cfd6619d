package dev.ovenbird.site;

import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.cache.FileStamp;
import dev.ovenbird.content.Heading;
import dev.ovenbird.content.RememberedDocument;
import dev.ovenbird.parallel.InParallel;
import dev.ovenbird.search.IndexedDocument;
import dev.ovenbird.search.Section;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a {@link BuildMemory} so that {@link MemoryReader} reads it, in parts that are written
 * side by side. In each, a text is written once.
 */
final class MemoryWriter {
  private byte[] bytes = new byte[1 << 16];
  private int size;
  private final Map<String, Integer> texts = new HashMap<>(1 << 14);

  private MemoryWriter() {}

  /** Writes one thing. */
  @FunctionalInterface
  private interface Item<T> {
    void write(T value);
  }

  static byte[] bytes(BuildMemory memory) {
    List<Consumer<MemoryWriter>> parts =
        List.of(
            writer -> writer.pages(memory),
            writer -> writer.documents(memory),
            writer -> writer.words(memory));
    List<byte[]> written = InParallel.map(parts, MemoryWriter::part);
    MemoryWriter all = new MemoryWriter();
    all.text(memory.code());
    for (byte[] part : written) {
      all.size(part.length);
      all.write(part);
    }
    return all.written();
  }

  private static byte[] part(Consumer<MemoryWriter> part) {
    MemoryWriter writer = new MemoryWriter();
    part.accept(writer);
    return writer.written();
  }

  private void pages(BuildMemory memory) {
    map(memory.pages(), this::page);
    map(memory.inputsOfPages(), this::text);
  }

  private void documents(BuildMemory memory) {
    text(memory.settings());
    map(memory.hashes(), this::known);
    map(memory.documents(), this::document);
    map(memory.outputs(), this::output);
  }

  private void words(BuildMemory memory) {
    map(memory.words(), this::indexed);
    text(memory.related().key());
    map(memory.related().byUri(), uris -> list(uris, this::text));
  }

  private void known(FileHashes.Known known) {
    stamp(known.stamp());
    text(known.hash());
    number(known.readAt());
  }

  private void stamp(FileStamp stamp) {
    number(stamp.size());
    number(stamp.modified());
    text(stamp.identity());
  }

  private void document(RememberedDocument document) {
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

  private void page(RememberedPage page) {
    text(page.plan());
    list(page.inputs(), this::text);
    write(page.html() == null ? 0 : 1);
    if (page.html() != null) {
      list(page.html().links(), this::text);
      list(page.html().ids(), this::text);
      list(page.html().models(), this::model);
    }
  }

  private void model(HtmlPage.ModelUse use) {
    text(use.model());
    text(use.dtype());
  }

  private void output(OutputFile file) {
    stamp(file.stamp());
    text(file.hash());
  }

  private void indexed(IndexedDocument document) {
    text(document.url());
    text(document.title());
    list(document.sections(), this::section);
    map(document.weights(), this::size);
    size(document.length());
  }

  private void section(Section section) {
    text(section.heading());
    text(section.anchor());
    text(section.text());
  }

  private void value(Object value) {
    if (value == null) {
      write('0');
    } else if (value instanceof String text) {
      write('s');
      text(text);
    } else if (value instanceof String[] array) {
      write('a');
      list(List.of(array), this::text);
    } else if (value instanceof Boolean bool) {
      write('b');
      write(bool ? 1 : 0);
    } else if (value instanceof Integer number) {
      write('i');
      size(number);
    } else if (value instanceof Long number) {
      write('l');
      number(number);
    } else if (value instanceof Double number) {
      write('d');
      number(Double.doubleToRawLongBits(number));
    } else if (value instanceof Date date) {
      write('t');
      number(date.getTime());
    } else if (value instanceof Heading.Entry entry) {
      write('h');
      size(entry.level());
      text(entry.id());
      text(entry.title());
      list(entry.children(), this::value);
    } else if (value instanceof List<?> items) {
      write('[');
      list(items, this::value);
    } else if (value instanceof Map<?, ?> map) {
      write('{');
      map(map, this::value);
    } else {
      throw new IllegalArgumentException("cannot be remembered: " + value.getClass());
    }
  }

  private <T> void map(Map<?, T> map, Item<? super T> item) {
    size(map.size());
    for (Map.Entry<?, T> entry : map.entrySet()) {
      text((String) entry.getKey());
      item.write(entry.getValue());
    }
  }

  private <T> void list(Collection<T> items, Item<? super T> item) {
    size(items.size());
    for (T value : items) {
      item.write(value);
    }
  }

  /** Where it was written before, its number; else 0 and the text. */
  private void text(String text) {
    Integer number = texts.putIfAbsent(text, texts.size() + 1);
    if (number != null) {
      size(number);
      return;
    }
    size(0);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    size(utf8.length);
    write(utf8);
  }

  /** In as many bytes as needed, seven bits in each. */
  private void size(int number) {
    int rest = number;
    while ((rest & ~127) != 0) {
      write(rest & 127 | 128);
      rest >>>= 7;
    }
    write(rest);
  }

  private void number(long number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      write((int) (number >>> shift));
    }
  }

  private void write(int value) {
    require(1);
    bytes[size++] = (byte) value;
  }

  private void write(byte[] values) {
    require(values.length);
    System.arraycopy(values, 0, bytes, size, values.length);
    size += values.length;
  }

  private void require(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  private byte[] written() {
    return Arrays.copyOf(bytes, size);
  }
}

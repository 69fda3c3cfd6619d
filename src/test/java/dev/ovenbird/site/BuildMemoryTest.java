package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.cache.FileStamp;
import dev.ovenbird.content.Heading;
import dev.ovenbird.content.RememberedDocument;
import dev.ovenbird.search.IndexedDocument;
import dev.ovenbird.search.Section;
import java.io.IOException;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildMemoryTest {
  private static final FileStamp STAMP = new FileStamp(-1, 1L << 40, "(dev=1,ino=2)");

  private static Map<String, Object> head() {
    Map<String, Object> head = new HashMap<>();
    head.put("title", "Nests – 巣");
    head.put("part", -7);
    head.put("words", Integer.MAX_VALUE);
    head.put("lowest", Integer.MIN_VALUE);
    head.put("long", Long.MIN_VALUE);
    head.put("share", -0.5);
    head.put("on", true);
    head.put("off", false);
    head.put("none", null);
    head.put("date", new Date(1_700_000_000_000L));
    head.put("list", List.of("a", Map.of("key", List.of())));
    head.put(
        "toc",
        List.of(
            new Heading.Entry(2, "a", "A", List.of(new Heading.Entry(3, "b", "B", List.of())))));
    return head;
  }

  private static BuildMemory memory() {
    RememberedDocument document =
        new RememberedDocument(
            "hash",
            "published",
            head(),
            "head",
            "counted",
            "body",
            Map.of("/a.png", "1"),
            Map.of("a.png", "/cache/a.png"),
            "a.html",
            List.of("old.html"),
            Map.of("link b.md", "b.html"));
    HtmlPage html =
        new HtmlPage(
            List.of("b.html", "#a"),
            Set.of("a"),
            Set.of(),
            List.of(),
            List.of(),
            List.of(new HtmlPage.ModelUse("m", "")));
    return new BuildMemory(
        "code",
        "settings",
        Map.of("/a.md", new FileHashes.Known(STAMP, "hash", Long.MAX_VALUE)),
        Map.of("/a.md", document),
        Map.of("head a.html", "1"),
        Map.of(
            "a.html", new RememberedPage("plan", Set.of("head a.html"), html),
            "feed.xml", new RememberedPage("plan", Set.of(), null)),
        Map.of("a.html", new OutputFile(STAMP, "out")),
        Map.of(
            "a",
            new IndexedDocument(
                "a.html", "A", List.of(new Section("", "a", "text")), Map.of("text", 300), 1)),
        new RelatedPosts("key", Map.of("a.html", List.of("b.html"))));
  }

  @Test
  void comesBackAsItWasWritten() throws IOException {
    BuildMemory memory = memory();
    assertThat(MemoryReader.read(MemoryWriter.bytes(memory), "code")).isEqualTo(memory);
  }

  @Test
  void isNothingForOtherCode() throws IOException {
    assertThat(MemoryReader.read(MemoryWriter.bytes(memory()), "newer")).isSameAs(BuildMemory.NONE);
  }

  @Test
  void saysWhenAPartIsMissing() {
    byte[] bytes = MemoryWriter.bytes(memory());
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(() -> MemoryReader.read(half, "code")).isInstanceOf(RuntimeException.class);
  }
}

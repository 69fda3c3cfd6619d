package dev.ovenbird.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The files that the search for words is made of. */
class KeywordIndexTest {
  private static IndexedDocument document(String url, String body) {
    return IndexedDocument.of(new SearchDocument(url, "A title", List.of("tag"), "", body));
  }

  private static Map<String, List<Integer>> decode(KeywordIndex.Built built) throws IOException {
    JsonNode index = new ObjectMapper().readTree(built.files().get(built.path()));
    byte[] bytes = index.get("postings").binaryValue();
    int[] at = {0};
    Map<String, List<Integer>> found = new TreeMap<>();
    for (String word : index.get("words").asText().split(" ")) {
      List<Integer> documents = new ArrayList<>();
      int last = -1;
      for (int count = number(bytes, at); count > 0; count--) {
        last += number(bytes, at) + 1;
        documents.add(last);
        assertThat(number(bytes, at)).isPositive();
      }
      found.put(word, documents);
    }
    assertThat(at[0]).isEqualTo(bytes.length);
    return found;
  }

  private static int number(byte[] bytes, int[] at) {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      int next = bytes[at[0]++];
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  @Test
  void knowsForEachWordWhereItIs() throws IOException {
    KeywordIndex.Built built =
        KeywordIndex.build(
            List.of(
                document("b.html", "<p>Clay &amp; <b>st</b>raw, don’t</p><p>Été</p>"),
                document("a.html", "<p>clay</p><script>let x</script><pre>x86</pre>")),
            "en");

    assertThat(decode(built))
        .containsEntry("clay", List.of(0, 1))
        .containsEntry("straw", List.of(1))
        .containsEntry("dont", List.of(1))
        .containsEntry("ete", List.of(1))
        .containsEntry("x86", List.of(0))
        .containsEntry("title", List.of(0, 1))
        .doesNotContainKeys("let", "amp", "st");
  }

  @Test
  void manyDocumentsAreCountedRight() throws IOException {
    List<IndexedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      documents.add(
          document(
              "%03d.html".formatted(i),
              i % 150 == 7 ? "<p>rare</p>" : "<p>" + "often ".repeat(200)));
    }

    assertThat(decode(KeywordIndex.build(documents, "en")))
        .containsEntry("rare", List.of(7, 157))
        .hasEntrySatisfying("often", often -> assertThat(often).hasSize(298));
  }

  @Test
  void keepsWhatStandsBelowEachHeading() {
    assertThat(
            SectionReader.read(
                "<p>One.</p><h2 id=\"two\">T<em>wo</em></h2><ul><li>a</li><li>b &lt; c</li></ul><h3>Three</h3>"))
        .containsExactly(
            new Section("", "", "One."),
            new Section("Two", "two", "a b < c"),
            new Section("Three", "", ""));
  }

  @Test
  void languagesWithoutSpacesAreFoundByPairs() {
    List<String> words = new ArrayList<>();
    Words.split("東京都 ab", words::add);
    assertThat(words).containsExactly("東京", "京都", "ab");
  }

  @Test
  void theOrderOfDocumentsChangesNothing() throws IOException {
    List<IndexedDocument> documents = posts(50);
    KeywordIndex.Built first = KeywordIndex.build(documents, "en");
    Collections.reverse(documents);

    // Their names are hashes of what is in them.
    assertThat(KeywordIndex.build(documents, "en").files().keySet())
        .isEqualTo(first.files().keySet());
  }

  @Test
  void aChangedPostLeavesTheTextsOfMostOthersAsTheyWere() throws IOException {
    List<IndexedDocument> documents = posts(200);
    KeywordIndex.Built before = KeywordIndex.build(documents, "en");
    documents.set(3, document("posts/3.html", "<p>Another text.</p>"));
    KeywordIndex.Built after = KeywordIndex.build(documents, "en");

    List<String> changed = new ArrayList<>(after.files().keySet());
    changed.removeAll(before.files().keySet());
    assertThat(before.files()).hasSizeGreaterThan(10);
    assertThat(changed).hasSize(2);
  }

  @Test
  void ofAThousandPostsOfFourKilobytesItIsLessThanOneMegabyte() throws IOException {
    KeywordIndex.Built built = KeywordIndex.build(posts(1000), "en");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(built.files().get(built.path()));
    }
    assertThat(zipped.size()).isLessThan(1_000_000);
  }

  /** Words as often as in a language: the n-th about 1/n times as often as the first. */
  private static List<IndexedDocument> posts(int count) {
    Random random = new Random(1);
    List<IndexedDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder body = new StringBuilder("<h2 id=\"a\">Heading</h2><p>");
      while (body.length() < 4000) {
        int rank = (int) Math.exp(random.nextDouble() * Math.log(30_000));
        body.append(Integer.toString(rank * 7919, 36)).append("ea ");
      }
      documents.add(document("posts/" + i + ".html", body.append("</p>").toString()));
    }
    return documents;
  }
}

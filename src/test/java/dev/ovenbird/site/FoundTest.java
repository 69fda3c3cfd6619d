package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What search engines, feed readers and other sites are told. */
class FoundTest {
  private static final String HOME = "https://example.org/nests/";

  @TempDir Path folder;

  private static Map<String, String> site() {
    Map<String, String> files = new HashMap<>();
    files.put(
        "jbake.properties",
        """
        site.host=https://example.org/nests
        site.title=Nests & more
        site.description=All about nests.
        render.sitemap=true
        render.tagfeeds=true
        share.pictures=posts
        """);
    files.put(
        "content/posts/clay.md",
        """
        title=A "nest" of clay
        date=2026-01-02
        updated=2026-05-06
        type=post
        status=published
        tags=clay
        ~~~~~~
        Birds *build* with <b>mud</b> & hair; see [the other](straw.html#top) and
        [a page](https://birds.example/).
        """);
    files.put(
        "content/posts/straw.md",
        """
        title=Straw
        date=2026-03-04
        type=post
        status=published
        image=straw.jpg
        image_alt=A nest
        ~~~~~~
        Straw.
        """);
    files.put("content/posts/straw.jpg", "a picture");
    return files;
  }

  private Map<String, String> bake() throws IOException {
    return Sites.bake(folder, site());
  }

  private static String meta(Document page, String name) {
    return page.select("meta[property=" + name + "], meta[name=" + name + "]").attr("content");
  }

  @Test
  void aPostSaysWhatItIs() throws IOException {
    Document page = Jsoup.parse(bake().get("posts/clay.html"));

    assertThat(page.title()).isEqualTo("A \"nest\" of clay · Nests & more");
    assertThat(meta(page, "description"))
        .isEqualTo("Birds build with mud & hair; see the other and a page.");
    assertThat(page.select("link[rel=canonical]").attr("href")).isEqualTo(HOME + "posts/clay.html");
    assertThat(meta(page, "og:type")).isEqualTo("article");
    assertThat(meta(page, "article:modified_time")).startsWith("2026-05-06");
    assertThat(meta(page, "twitter:card")).isEqualTo("summary_large_image");

    JsonNode graph =
        new ObjectMapper()
            .readTree(page.select("script[type=application/ld+json]").first().data())
            .get("@graph");
    assertThat(graph.get(0).get("@type").asText()).isEqualTo("BlogPosting");
    assertThat(graph.get(0).get("headline").asText()).isEqualTo("A \"nest\" of clay");
    assertThat(graph.get(0).get("dateModified").asText()).startsWith("2026-05-06");
    assertThat(graph.get(1).get("itemListElement")).hasSize(3);
    assertThat(page.select("meta[http-equiv]").attr("content"))
        .as("data needs no permission")
        .doesNotContain("sha256");
  }

  @Test
  void everyPostHasAPictureUnlessItsHeadNamesOne() throws IOException {
    Map<String, String> output = bake();
    String drawn = meta(Jsoup.parse(output.get("posts/clay.html")), "og:image");
    String site = meta(Jsoup.parse(output.get("index.html")), "og:image");
    Document named = Jsoup.parse(output.get("posts/straw.html"));

    assertThat(drawn).startsWith(HOME + "_ovenbird/share/").isNotEqualTo(site);
    assertThat(output).containsKeys(drawn.substring(HOME.length()), site.substring(HOME.length()));
    assertThat(meta(named, "og:image")).isEqualTo(HOME + "posts/straw.jpg");
    assertThat(meta(named, "og:image:alt")).isEqualTo("A nest");
  }

  @Test
  void pagesWaitForOneStyleSheetAndCheckIt() throws IOException {
    Map<String, String> output = bake();
    Document page = Jsoup.parse(output.get("posts/clay.html"));

    assertThat(page.select("link[rel=stylesheet]")).hasSize(1);
    String sheet = page.select("link[rel=stylesheet]").attr("href").substring("../".length());
    assertThat(output.get(sheet)).startsWith(":root{").doesNotContain("\n").contains(".ob-consent");
    assertThat(page.select("link[rel=stylesheet]").attr("integrity"))
        .isEqualTo(Digest.integrity(output.get(sheet).getBytes(StandardCharsets.UTF_8)));
    assertThat(page.select("script[src]")).hasSize(1);
    String script = page.select("script[src]").attr("src").substring("../".length());
    assertThat(page.select("script[src]").attr("integrity"))
        .isEqualTo(Digest.integrity(output.get(script).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatAStyleSheetNamesIsPublishedWithIt() throws IOException {
    Map<String, String> files = site();
    files.put("assets/css/site.css", "body { background: url(../img/reed.png#a) }");
    files.put("assets/img/reed.png", "reed");
    Map<String, String> output = Sites.bake(folder, files);

    String published = Digest.hashedName("reed.png", "reed".getBytes(StandardCharsets.UTF_8));
    assertThat(output).containsKey("_ovenbird/app/" + published);
    assertThat(output.values()).anyMatch(text -> text.contains("url(" + published + "#a)"));
  }

  @Test
  void feedsOfTheSiteAndOfEachTag() throws IOException {
    Map<String, String> output = bake();
    Document atom = Jsoup.parse(output.get("feed.xml"), "", Parser.xmlParser());
    Document ofTag = Jsoup.parse(output.get("tags/clay.xml"), "", Parser.xmlParser());
    JsonNode json = new ObjectMapper().readTree(output.get("feed.json"));
    JsonNode jsonOfTag = new ObjectMapper().readTree(output.get("tags/clay.json"));

    assertThat(atom.select("entry > title").eachText())
        .containsExactly("Straw", "A \"nest\" of clay");
    assertThat(atom.select("feed > updated").text()).startsWith("2026-05-06");
    assertThat(atom.select("content").last().text())
        .contains("href=\"" + HOME + "posts/straw.html#top\"", "href=\"https://birds.example/\"");
    assertThat(ofTag.select("entry > title").eachText()).containsExactly("A \"nest\" of clay");
    assertThat(ofTag.select("feed > id").text()).isEqualTo(HOME + "tags/clay.xml");
    assertThat(json.get("items")).hasSize(2);
    assertThat(json.at("/items/1/date_modified").asText()).startsWith("2026-05-06");
    assertThat(jsonOfTag.at("/items/0/title").asText()).isEqualTo("A \"nest\" of clay");
    assertThat(
            Jsoup.parse(output.get("tags/clay.html"))
                .select("link[rel=alternate]")
                .eachAttr("href"))
        .isEqualTo(List.of("../feed.xml", "../feed.json", "../tags/clay.xml", "../tags/clay.json"));
  }

  @Test
  void feedsInJsonCanBeLeftOut() throws IOException {
    Map<String, String> files = site();
    files.merge("jbake.properties", "render.jsonfeed=false\n", String::concat);

    Map<String, String> output = Sites.bake(folder, files);

    assertThat(output).containsKeys("feed.xml", "tags/clay.xml");
    assertThat(output).doesNotContainKeys("feed.json", "tags/clay.json");
    assertThat(
            Jsoup.parse(output.get("tags/clay.html"))
                .select("link[rel=alternate]")
                .eachAttr("href"))
        .isEqualTo(List.of("../feed.xml", "../tags/clay.xml"));
  }

  @Test
  void aFeedHoldsTheNewestPosts() throws IOException {
    Map<String, String> files = site();
    for (int day = 1; day <= 25; day++) {
      files.put(
          "content/posts/day-%02d.md".formatted(day),
          "title=Day %d\ndate=2026-06-%02d\ntype=post\nstatus=published\n~~~~~~\nA day.\n"
              .formatted(day, day));
    }

    Map<String, String> output = Sites.bake(folder, files);

    Document atom = Jsoup.parse(output.get("feed.xml"), "", Parser.xmlParser());
    JsonNode items = new ObjectMapper().readTree(output.get("feed.json")).get("items");
    assertThat(atom.select("entry > title").eachText()).hasSize(20).startsWith("Day 25", "Day 24");
    assertThat(items).hasSize(20);
    assertThat(items.get(19).get("title").asText()).isEqualTo("Day 6");
  }

  @Test
  void theSitemapSaysWhenSomethingChanged() throws IOException {
    Document map = Jsoup.parse(bake().get("sitemap.xml"), "", Parser.xmlParser());

    assertThat(lastChange(map, "")).isEqualTo("2026-05-06");
    assertThat(lastChange(map, "posts/clay.html")).isEqualTo("2026-05-06");
    assertThat(lastChange(map, "posts/straw.html")).isEqualTo("2026-03-04");
    assertThat(lastChange(map, "tags/clay.html")).isEqualTo("2026-05-06");
  }

  private static String lastChange(Document map, String path) {
    return map.select("url").stream()
        .filter(entry -> entry.select("loc").text().equals(HOME + path))
        .map(entry -> entry.select("lastmod").text())
        .findFirst()
        .orElse("not there");
  }

  @Test
  void iconsOfAllKindsComeFromOneDrawing() throws IOException {
    Map<String, String> output = bake();
    JsonNode icons = new ObjectMapper().readTree(output.get("manifest.webmanifest")).get("icons");

    assertThat(icons)
        .extracting(icon -> icon.get("sizes").asText())
        .containsExactly("any", "192x192", "512x512", "512x512");
    assertThat(icons).allMatch(icon -> output.containsKey(icon.get("src").asText()));
    assertThat(output).containsKeys("favicon.ico", "apple-touch-icon.png");
  }
}

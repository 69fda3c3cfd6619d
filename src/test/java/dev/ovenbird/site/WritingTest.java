package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What authors write, and what readers get. Sites without models, in the theme of the jar. */
class WritingTest {
  @TempDir Path folder;

  private final Map<String, String> files =
      new HashMap<>(
          Map.of(
              "jbake.properties",
              "site.host=https://example.org/repo\nmarkdown.extensions=OVENBIRD\n"));

  private void settings(String lines) {
    files.merge("jbake.properties", lines, String::concat);
  }

  private void post(String path, String date, String more, String text) {
    files.put(
        "content/" + path,
        "title=%s\ndate=%s\ntype=post\nstatus=published\n%s~~~~~~\n%s\n"
            .formatted(path.replaceAll(".*/|\\.md", ""), date, more, text));
  }

  private void page(String path, String text) {
    files.put("content/" + path, "title=A page\ntype=page\nstatus=published\n~~~~~~\n" + text);
  }

  private Map<String, String> baked() throws IOException {
    return Sites.bake(folder, files);
  }

  private String bakedPage(String text) throws IOException {
    page("a.md", text);
    return baked()
        .get("a.html")
        .replaceAll("(?s).*<div class=\"prose\">|</div>\\s*</article>.*", "");
  }

  @Test
  void linksToOtherFilesLeadToWhatBecameOfThem() throws IOException {
    post(
        "posts/one.md",
        "2026-01-02",
        "",
        "[two](two.md#end), [page](../about.md?x=1), [root](/about.md), [ref][r], [old](two.html)\n\n"
            + "[r]: two.md \"A title\"");
    post("posts/two.md", "2026-01-03", "", "## End\n");
    page("about.md", "Hello.");

    assertThat(baked().get("posts/one.html"))
        .contains(
            "<a href=\"two.html#end\">two</a>",
            "<a href=\"../about.html?x=1\">page</a>",
            "<a href=\"../about.html\">root</a>",
            "<a href=\"two.html\" title=\"A title\">ref</a>",
            "<a href=\"two.html\">old</a>");
  }

  @Test
  void permalinksMoveAPostAndItsLinksAndPicturesFollow() throws IOException {
    settings("permalink.post=:year/:month/:slug/\n");
    post(
        "posts/One & all.md",
        "2026-01-02",
        "",
        "[two](two.md#end) [old way](two.html) ![nest](nest.svg) [page](../about.md)");
    post("posts/two.md", "2026-03-04", "slug=second\n", "## End\n\n[one](One%20&%20all.md)");
    page("about.md", "[two](posts/two.md)");
    files.put("content/posts/nest.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");

    Map<String, String> output = baked();
    assertThat(output.get("2026/01/one-all/index.html"))
        .contains(
            "<a href=\"../../03/second/#end\">two</a>",
            "<a href=\"../../03/second/\">old way</a>",
            "<img src=\"../../../posts/nest.svg\"",
            "<a href=\"../../../about.html\">page</a>");
    assertThat(output.get("2026/03/second/index.html"))
        .contains("<a href=\"../../01/one-all/\">one</a>");
    assertThat(output.get("about.html")).contains("<a href=\"2026/03/second/\">two</a>");
  }

  @Test
  void aPageMayHaveAnAddressOfItsOwn() throws IOException {
    files.put(
        "content/x.md",
        "---\ntitle: X\ntype: page\nstatus: published\npermalink: guides/first\n---\nText.\n");

    assertThat(baked()).containsKey("guides/first.html").doesNotContainKey("x.html");
  }

  @Test
  void listsAreThoseOfCommonMark() throws IOException {
    assertThat(
            bakedPage(
                    """
                    - one

                      still one
                    - two
                      - within

                    3. three
                       - within
                    4. four

                    Text
                    - and a list
                    """)
                .replaceAll("\\s*\\n\\s*", ""))
        .contains(
            "<ul><li><p>one</p><p>still one</p></li>"
                + "<li><p>two</p><ul><li>within</li></ul></li></ul>",
            "<ol start=\"3\"><li>three<ul><li>within</li></ul></li><li>four</li></ol>",
            "<p>Text</p><ul><li>and a list</li></ul>");
  }

  @Test
  void bracesAreAttributesOnlyWhereTheyCanBe() throws IOException {
    String text =
        "The path /users/{id}/posts, {world}, ${HOME}, {{ mustache }}, a{color:red}, \\frac{a}{b},"
            + " {x=1} and {approx}";
    assertThat(
            bakedPage(
                text
                    + "\n\n[ref](a.md){.ref title=\"A title\"} `code`{.c}\n\nA lead. {.lead}\n\n## Größe {#größe}\n\nAnd so {...}\n"))
        .contains("<p>" + text + "</p>")
        .contains(
            "<a href=\"a.html\" class=\"ref\"",
            "<code class=\"c\">",
            "<p class=\"lead\">A lead.</p>",
            "<h2 id=\"größe\">Größe",
            "<p>And so {&hellip;}</p>");
  }

  @Test
  void headingsOfTheSameWordsHaveIdsOfTheirOwn() throws IOException {
    assertThat(bakedPage("## Example\n\n[second](#example-1)\n\n## Example\n"))
        .contains("<h2 id=\"example\">", "<h2 id=\"example-1\">");
  }

  @Test
  void namesMayHaveSpacesAndUmlauts() throws IOException {
    post("my posts/größer & so.md", "2026-01-02", "", "![nest](<my nest.svg>)");
    page("about.md", "[it](<my posts/größer & so.md>)");
    files.put("content/my posts/my nest.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");

    Map<String, String> output = baked();
    assertThat(output.get("my posts/größer & so.html")).contains("src=\"my%20nest.svg\"");
    String address = "my%20posts/gr%C3%B6%C3%9Fer%20%26%20so.html";
    assertThat(output.get("about.html")).contains("<a href=\"" + address + "\">it</a>");
    assertThat(output.get("index.html")).contains("href=\"" + address + "\"");
    assertThat(output.get("feed.xml")).contains("https://example.org/repo/" + address);
  }

  @Test
  void draftsMayBeWrittenAsInOtherGenerators() throws IOException {
    String head = "---\ntitle: T\ntype: page\ndraft: %s\n%s---\nText.\n";
    files.put("content/a.md", head.formatted("true", ""));
    files.put("content/b.md", head.formatted("true", "status: published\n"));
    files.put("content/c.md", head.formatted("false", ""));

    assertThat(baked()).containsKey("c.html").doesNotContainKeys("a.html", "b.html");
  }

  @Test
  void aPostMayHaveAnAuthorOfItsOwn() throws IOException {
    settings("site.author=\n");
    post("a.md", "2026-01-02", "author=Ada\n", "");
    post("b.md", "2026-01-02", "", "");

    Map<String, String> output = baked();
    String author = "\"author\": {\"@type\": \"Person\", \"name\": \"%s\"";
    assertThat(output.get("a.html")).contains(author.formatted("Ada"));
    assertThat(output.get("b.html")).contains(author.formatted("Ovenbird"));
    assertThat(output.get("feed.xml")).contains("<author><name>Ovenbird</name></author>");
  }

  @Test
  void datesMayHaveATimeBehindASpace() throws IOException {
    post("a.md", "2026-01-02 23:30", "", "");
    post("b.md", "2026-01-02 23:30:10 -0500", "", "");
    post("c.md", "2026-01-02 23:30:10+01:00", "", "");

    Map<String, String> output = baked();
    assertThat(output.get("a.html")).contains("datetime=\"2026-01-02\"");
    assertThat(output.get("b.html")).contains("datetime=\"2026-01-03\"");
    assertThat(output.get("c.html")).contains("datetime=\"2026-01-02\"");
  }

  @Test
  void copiesThatEditorsKeepAreNotPublished() throws IOException {
    page("a.md", "Text.");
    for (String name : List.of("a.md~", "#a.md#", "a.md.bak", ".a.md.swp", "a.md.orig")) {
      files.put("content/" + name, "Secret.");
    }

    assertThat(baked().values()).noneMatch(text -> text.contains("Secret."));
  }

  @Test
  void picturesOfThePostsFolderFollowAPermalinkFromEverywhere() throws IOException {
    settings("permalink.post=:slug/\n");
    files.put("content/posts/nest.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    post("posts/a.md", "2026-01-02", "image=nest.svg\n", "[![nest](nest.svg)](nest.svg)");

    assertThat(baked().get("a/index.html"))
        .contains("<a href=\"../posts/nest.svg\"><img src=\"../posts/nest.svg\"")
        .contains("property=\"og:image\" content=\"https://example.org/repo/posts/nest.svg\"");
  }

  @Test
  void otherOriginsMayBeShownWhereTheSettingsSaySo() throws IOException {
    String text = "![nest](https://img.example.com/nest.png)";
    assertThat(bakedPage(text)).contains("https://img.example.com/nest.png");
    assertThat(baked().get("a.html")).contains("img-src 'self' data:; media-src 'self';");

    settings("ovenbird.embeds=https://img.example.com/ https://films.example.com\n");
    assertThat(baked().get("a.html"))
        .contains(
            "img-src 'self' data: https://img.example.com https://films.example.com;",
            "frame-src 'self' https://img.example.com https://films.example.com;");
  }

  @Test
  void aBookTakesThousandsOfMinutes() throws IOException {
    post("a.md", "2026-01-02", "", "word ".repeat(250_000));

    assertThat(baked().get("a.html")).containsPattern("1,\\d{3} minutes to read");
  }

  @Test
  void headingsCanBeLinkedToWithoutAMouse() throws IOException {
    assertThat(bakedPage("## The *end* & more\n"))
        .contains(
            "<h2 id=\"the-end-more\">The <em>end</em> &amp; more <a class=\"anchor\""
                + " href=\"#the-end-more\" aria-label=\"Link to “The end &amp; more”\"></a></h2>");
  }

  @Test
  void writesNotesThatStandOut() throws IOException {
    String html =
        bakedPage(
            """
            !!! warning "Mind the *step*"
                It is **high**.

            ??? tip
                Closed.

            > [!NOTE]
            > As on GitHub.
            >
            > Two paragraphs.

            > A quotation.
            """);

    assertThat(html.replaceAll("\\s*\n\\s*", ""))
        .contains(
            "<div class=\"admonition warning\" role=\"note\"><p class=\"admonition-title\">Mind the *step*</p>"
                + "<p>It is <strong>high</strong>.</p></div>",
            "<details class=\"admonition tip\"><summary>Tip</summary><p>Closed.</p></details>",
            "<div class=\"admonition note\" role=\"note\"><p class=\"admonition-title\">Note</p>"
                + "<p>As on GitHub.</p><p>Two paragraphs.</p></div>",
            "<blockquote><p>A quotation.</p></blockquote>");
  }

  @Test
  void knowsFootnotesTasksTablesAndAttributes() throws IOException {
    String html =
        bakedPage(
            """
            Text.[^1] And {.mark}word.

            - [x] done
            - [ ] open

            | a | b |
            |---|--:|
            | 1 | 2 |

            ## Named {#mine .big}

            [^1]: The note.
            """);

    assertThat(html)
        .contains("href=\"#fn-1\"", "id=\"fn-1\"", "type=\"checkbox\"", "<table>", "id=\"mine\"")
        .contains("class=\"big\"");
  }

  @Test
  void shortcodesAreMacrosAndWhatStandsInThemIsMarkdown() throws IOException {
    files.put(
        "templates/shortcodes/box.ftl",
        "<#macro box title count=1><div class=\"box\"><b>${title} ${count}</b><#nested></div></#macro>");
    files.put("templates/shortcodes/key.ftl", "<#macro key name><kbd>${name}</kbd></#macro>");
    String html =
        bakedPage(
            """
            Press <@key name="Ctrl > &"/> now.

            <@box
              title="A title"
              count=1 + 2>

            **Bold** and a [link](a.md).

            <@box title="Inner">deep</@box>

            In a line <@box title="it stays">there</@box>.

            - item <@key name="x"/>
            </@box>

            `<@key name="code"/>`

            ```
            <@key name="fenced"/>
            ```
            """);

    assertThat(html)
        .contains("<p>Press <kbd>Ctrl &gt; &amp;</kbd> now.</p>")
        .contains("<div class=\"box\"><b>A title 3</b><p><strong>Bold</strong>")
        .contains("<a href=\"a.html\">link</a>")
        .contains("</p>\n<div class=\"box\"><b>Inner 1</b>deep</div>\n<p>In a line <div class")
        .contains("<li>item <kbd>x</kbd></li>")
        .contains("<code>&lt;@key name=&quot;code&quot;/&gt;</code>")
        .contains("&lt;@key name=&quot;fenced&quot;/&gt;");
  }

  @Test
  void dataFilesAreThereForTemplatesAndShortcodes() throws IOException {
    files.put("data/birds.csv", "name,grams\n\"Rufous, hornero\",52.5\nPale,60\n");
    files.put("data/site/links.yaml", "- {title: One, day: 2026-01-02}\n");
    files.put("data/more.json", "{\"n\": 3}");
    files.put(
        "templates/page.ftl",
        "${data.site.links[0].day} ${data.more.n + 1} ${data.get(\"more.json\").n}"
            + " <div class=\"prose\">${content.body}</div>");

    page("a.md", "<@table of=data.birds caption=\"Weights\"/>\n");
    String html = baked().get("a.html");
    assertThat(html)
        .startsWith("2026-01-02 4 3 ")
        .contains("<caption>Weights</caption>")
        .contains("<th scope=\"col\" class=\"number\">grams</th>")
        .contains("<td>Rufous, hornero</td><td class=\"number\">52.5</td>");
  }

  @Test
  void tellsHowLongATextIsAndWhatIsInIt() throws IOException {
    files.put(
        "templates/page.ftl",
        "${content.words} ${content.readingMinutes}"
            + " <#list content.toc as e>${e.level}${e.title}<#list e.children as c>>${c.id}</#list>;"
            + "</#list>");
    page(
        "a.md",
        "# Top\n\n" + "word ".repeat(448) + "\n\n## A & b\n\n### Deep\n\n## C\n\n    code\n");

    assertThat(baked().get("a.html")).startsWith("453 2 2A & b>deep;2C;");
  }

  @Test
  void partsOfASeriesKnowEachOther() throws IOException {
    post("posts/b.md", "2026-01-01", "series=Nests & mud\npart=2\n", "Two.");
    post("posts/a.md", "2026-01-02", "series=Nests & mud\npart=1\n", "One.");
    post("posts/c.md", "2026-01-03", "series=Nests & mud\n", "Three.");

    Map<String, String> output = baked();
    assertThat(output.get("posts/b.html"))
        .contains("Part 2 of 3 in the series Nests &amp; mud</summary>")
        .contains("<p><a href=\"../series/nests-mud.html\">Nests &amp; mud</a></p>")
        .contains("<span>Part 1</span> a</a>", "<span>Part 3</span> c</a>")
        .contains("<strong aria-current=\"page\">b</strong>");
    assertThat(output.get("series/nests-mud.html"))
        .containsSubsequence("posts/a.html", "posts/b.html", "posts/c.html");
    assertThat(output.get("series/index.html")).contains("../series/nests-mud.html");
  }

  @Test
  void formerAddressesLeadToThePresentOne() throws IOException {
    settings("permalink.post=:year/:slug/\n");
    post("posts/new.md", "2026-01-01", "aliases=/old/post.html, old/, former.html\n", "Text.");

    Map<String, String> output = baked();
    assertThat(output.get("old/post.html"))
        .contains("content=\"0; url=../2026/new/\"", "href=\"https://example.org/repo/2026/new/\"")
        .contains("<link rel=\"icon\" href=\"../favicon.ico\"");
    assertThat(output.get("old/index.html")).contains("<a href=\"../2026/new/\">new</a>");
    assertThat(output.get("former.html")).contains("<link rel=\"icon\" href=\"favicon.ico\"");
    assertThat(output.get("_redirects"))
        .isEqualTo(
            "/repo/old/post.html /repo/2026/new/ 301\n/repo/old/ /repo/2026/new/ 301\n"
                + "/repo/former.html /repo/2026/new/ 301\n");
  }

  @Test
  void listsAreCutIntoPagesWhenThatIsAskedFor() throws IOException {
    settings(
        "index.paginate=true\nindex.posts_per_page=2\narchive.posts_per_page=2\n"
            + "tag.posts_per_page=1\n");
    for (int day = 1; day <= 3; day++) {
      post("posts/p" + day + ".md", "2026-01-0" + day, "tags=clay\n", "Text.");
    }

    Map<String, String> output = baked();
    assertThat(output.get("index.html")).contains("p3.html", "p2.html").doesNotContain("p1.html");
    assertThat(output.get("2/index.html")).contains("href=\"../index.html\">Newer", "p1.html");
    assertThat(output.get("archive.html")).contains("href=\"archive/2.html\">Older", "Page 1 of 2");
    assertThat(output.get("archive/2.html")).contains("p1.html").doesNotContain("p3.html");
    assertThat(output.get("tags/clay.html")).contains("p3.html").doesNotContain("p2.html");
    assertThat(output.get("tags/clay/2.html"))
        .contains("p2.html", "href=\"../../tags/clay.html\">Newer")
        .contains("href=\"../../tags/clay/3.html\">Older");
  }

  @Test
  void relatedPostsShareTagsAndTheRarerTagCounts() throws IOException {
    post("a.md", "2026-01-01", "tags=clay, rare\n", "Text.");
    post("b.md", "2026-01-02", "tags=clay\n", "Text.");
    post("c.md", "2026-01-03", "tags=rare\n", "Text.");
    post("d.md", "2026-01-04", "tags=clay\n", "Text.");
    post("e.md", "2026-01-05", "tags=other\n", "Text.");

    Map<String, String> output = baked();
    assertThat(output.get("a.html").replaceAll("(?s).*Related posts", ""))
        .containsSubsequence("\"c.html\"", "\"b.html\"", "\"d.html\"")
        .doesNotContain("\"e.html\"");
    assertThat(output.get("e.html")).doesNotContain("Related posts");
  }

  @Test
  void aSiteSaysThingsInItsOwnWordsAndLanguage() throws IOException {
    settings("site.lang=de\n");
    files.put("templates/messages.properties", "contents.title=Worum geht es\n");
    page("a.md", "## Eins\n## Zwei\n## Drei\n## Vier\n## Fünf\n\n!!! warning\n    Vorsicht.\n");

    assertThat(baked().get("a.html"))
        .contains("aria-label=\"Link zu „Eins“\"", "Worum geht es</summary>", ">Warnung</p>");
  }

  @Test
  void aSiteInAnotherLanguageHasNoWordsOfTheFirst() throws IOException {
    Properties english = words("messages.properties");
    Properties german = words("messages_de.properties");
    assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    settings("site.lang=de\nsite.start=c.html\n");
    for (String name : List.of("a", "b", "c")) {
      post(name + ".md", "2026-01-02", "tags=Ton\nseries=Nester\n", "## Eins\n");
    }
    files.put("content/d.md", "title=D\ntype=demo\nstatus=published\n~~~~~~\nText");
    files.put("content/e.md", "title=E\ntype=demo\nstatus=published\n~~~~~~\nText");

    baked()
        .forEach(
            (path, html) -> {
              if (path.endsWith(".html") && !path.startsWith("report/")) {
                for (String key : english.stringPropertyNames()) {
                  String word = english.getProperty(key);
                  if (!word.equals(german.getProperty(key))) {
                    assertThat(html)
                        .as("%s: %s", path, key)
                        .doesNotContain(">" + word + "<", "\"" + word + "\"");
                  }
                }
              }
            });
    assertThat(baked().get("index.html"))
        .contains("Neueste Beiträge", "Zum Inhalt springen", ">2. Januar 2026</time>");
    assertThat(baked().get("tags/Ton.html")).contains("<h1>Schlagwort: Ton</h1>");
  }

  private static Properties words(String file) throws IOException {
    Properties words = new Properties();
    words.load(Files.newBufferedReader(Path.of("templates", file)));
    return words;
  }
}

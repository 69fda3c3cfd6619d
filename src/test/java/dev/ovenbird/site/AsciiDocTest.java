package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in AsciiDoc, by Asciidoctor itself. It takes seconds to start, so tests are few. */
class AsciiDocTest {
  private static final String SETTINGS =
      """
      site.host=https://example.org
      site.motto=Clay and straw
      asciidoctor.attributes=source-highlighter=prettify,sectanchors
      """;

  @TempDir Path folder;

  @Test
  void bothFormsOfHeadsAndTextsAreReadAsJbakeReadsThem() throws IOException {
    Path site =
        Sites.write(
            folder.resolve("site"),
            Map.of(
                "jbake.properties",
                SETTINGS,
                "content/nest.adoc",
                """
                // A comment goes first.
                = The bird's *nest*
                Ada Lovelace <ada@example.org>
                v1.2, 2013-10-17: revised
                :jbake-type: post
                :jbake-status: published
                :jbake-tags: clay, straw

                {site_motto}, on {docdate}, for {localyear}. See xref:wall.asciidoc#_stones[the wall].

                include::parts/part.txt[]
                """,
                "content/parts/part.txt",
                "What was included.\n",
                "content/wall.asciidoc",
                """
                title=The wall
                date=2014-01-02
                type=post
                status=published
                tags=clay
                ~~~~~~
                == Stones

                NOTE: They are heavy.

                [source,java]
                ----
                int stones;
                ----

                [source,java]
                ----
                int walls; // <1>
                ----
                <1> Of clay.

                [source,mortar]
                ----
                a & b
                ----

                .Weights
                |===
                |clay |5 kg
                |===

                :table-caption!:

                .Prices
                |===
                |clay |free
                |===
                """));
    SiteBuilder builder = new SiteBuilder(BuildOptions.of(site, folder.resolve("output")));
    builder.build(Progress.NONE);
    Map<String, String> pages = Sites.read(folder.resolve("output"));

    assertThat(pages.get("nest.html"))
        .contains("<h1>The bird’s nest</h1>", "2013-10-17", "href=\"tags/straw.html\"")
        .contains("Clay and straw, on 2013-10-17, for 2013.")
        .contains("<a href=\"wall.html#_stones\">the wall</a>", "What was included.");
    assertThat(pages.get("wall.html"))
        .contains(">Note</div>", ">Table 1. Weights<", ">Prices<")
        .contains("id=\"_stones\"", "They are heavy.", "<pre class=\"prettyprint highlight\">")
        .contains("data-lang=\"java\"><span class=\"tok-type\">int</span> stones;</code></pre>");
    assertThat(pages.keySet()).noneMatch(path -> path.endsWith("adoc") || path.endsWith("doc"));

    Files.writeString(site.resolve("content/parts/part.txt"), "What stands there now.\n");

    assertThat(builder.build(Progress.NONE).changes().written()).contains("nest.html");
    assertThat(Sites.read(folder.resolve("output")).get("nest.html"))
        .contains("What stands there now.");

    Files.writeString(
        site.resolve("jbake.properties"), SETTINGS.replace("=prettify", "!") + "site.lang=de\n");
    builder.build(Progress.NONE);
    assertThat(Sites.read(folder.resolve("output")).get("wall.html"))
        .contains(">Hinweis</div>", ">Tabelle 1. Weights<", ">Prices<")
        .contains(
            "<code class=\"language-java\"><span class=\"tok-type\">int</span> stones;\n</code>")
        .contains("int walls; // <b class=\"conum\">(1)</b></code>", ">a &amp; b</code>");
  }

  @Test
  void whatAsciidoctorFindsIsToldWithItsLine() throws IOException {
    Path site =
        Sites.write(
            folder.resolve("site"),
            Map.of(
                "jbake.properties",
                SETTINGS,
                "content/nest.adoc",
                "= Nest\n:jbake-type: page\n:jbake-status: published\n\ninclude::gone.txt[]\n",
                "content/wall.adoc",
                "= Wall\n:jbake-type: pages\n:jbake-status: published\n\nText.\n"));

    InputException wrong =
        catchThrowableOfType(
            InputException.class,
            () -> SiteBuild.run(BuildOptions.of(site, folder.resolve("output")), Progress.NONE));

    assertThat(wrong.diagnostics())
        .extracting(each -> site.relativize(each.file()) + ":" + each.line() + " " + each.message())
        .containsExactly(
            "content/nest.adoc:5 Asciidoctor says: include file not found: gone.txt",
            "content/wall.adoc:2 Unknown type: pages");
  }
}

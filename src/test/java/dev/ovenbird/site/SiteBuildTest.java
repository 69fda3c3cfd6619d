package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.FetchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites without models, baked from the theme alone. */
class SiteBuildTest {
  private static final String JBAKE_POST =
      """
      title=Older & wiser
      date=2026-01-02
      type=post
      status=published
      tags=clay, ovens
      ~~~~~~
      ## A heading

      See [the newer one](newer.html#its-heading) and ![a nest](nest.svg).
      """;
  private static final String YAML_POST =
      """
      ---
      title: "Newer: better"
      date: 2026-03-04
      type: post
      status: published
      tags: [clay]
      ---
      ## Its heading

      Text.
      """;

  @TempDir Path folder;

  private static Map<String, String> site() {
    Map<String, String> files = new HashMap<>();
    files.put(
        "jbake.properties",
        """
        site.host=https://example.org/repo
        site.title=Nests
        render.sitemap=true
        render.error404=true
        render.tagsindex=true
        """);
    files.put("content/posts/older.md", JBAKE_POST);
    files.put("content/posts/newer.md", YAML_POST);
    files.put("content/posts/nest.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    files.put("content/posts/draft.md", JBAKE_POST.replace("published", "draft"));
    files.put(
        "content/posts/future.md",
        JBAKE_POST.replace("published", "published-date").replace("2026-01", "2999-01"));
    files.put("templates/partials/header.ftl", "<p>A header of its own</p>");
    files.put("assets/robots.txt", "# mine\n");
    return files;
  }

  @Test
  void bakesBothFormsOfFrontMatterWithTheThemeOfTheJar() throws IOException {
    Map<String, String> output = Sites.bake(folder, site());

    assertThat(output)
        .containsKeys(
            "index.html",
            "archive.html",
            "404.html",
            "feed.xml",
            "sitemap.xml",
            "posts/older.html",
            "posts/newer.html",
            "posts/nest.svg",
            "tags/clay.html",
            "tags/index.html",
            ".nojekyll",
            "_headers",
            "manifest.webmanifest",
            "sw.js");
    assertThat(output.get("posts/older.html"))
        .contains("<h1>Older &amp; wiser</h1>", "id=\"a-heading\"", "A header of its own");
    assertThat(output.get("index.html").indexOf("Newer: better"))
        .isPositive()
        .isLessThan(output.get("index.html").indexOf("Older &amp; wiser"));
    assertThat(output.get("tags/ovens.html")).contains("older.html").doesNotContain("newer.html");
    assertThat(output.get("robots.txt")).isEqualTo("# mine\n");
  }

  @Test
  void keepsDraftsAndTheFutureToItselfUnlessAsked() throws IOException {
    Map<String, String> output = Sites.bake(folder, site());

    assertThat(output).doesNotContainKeys("posts/draft.html", "posts/future.html");

    Path shown = folder.resolve("shown");
    SiteBuild.run(
        new BuildOptions(
            folder.resolve("site"),
            shown,
            "",
            true,
            true,
            false,
            false,
            FetchSettings.ofEnvironment()),
        Progress.NONE);
    assertThat(Sites.read(shown)).containsKeys("posts/draft.html", "posts/future.html");
  }

  @Test
  void givesTheSameBytesTwice() throws IOException {
    Map<String, String> first = Sites.bake(folder.resolve("a"), site());
    Map<String, String> second = Sites.bake(folder.resolve("b"), site());

    assertThat(second).isEqualTo(first);
  }

  @Test
  void fetchesNoRuntimeForASiteWithoutModels() throws IOException {
    Map<String, String> output = Sites.bake(folder, site());

    assertThat(output.keySet())
        .noneMatch(path -> path.startsWith("_ovenbird/runtime") || path.contains("/shards/"));
    assertThat(output.get("index.html")).doesNotContain("importmap");
  }

  @Test
  void holdsEachPageToItsOriginAndAllowsTheAuthorsOwnScripts() throws IOException {
    Map<String, String> files = site();
    files.put(
        "content/script.md",
        """
        title=A script
        type=page
        status=published
        ~~~~~~
        <script type="module">console.log(1);</script>
        """);
    Map<String, String> output = Sites.bake(folder, files);

    // printf 'console.log(1);' | openssl dgst -sha256 -binary | base64
    assertThat(output.get("script.html"))
        .contains("'sha256-NcFG924SlHfGQGG8hFEeEJDz1NgFlxPmZj3Us1sfdkI='");
    assertThat(output.get("index.html"))
        .contains("default-src 'self'")
        .doesNotContain("sha256-NcFG");
  }

  @Test
  void leavesAnElementAndWhatStandsInItTogether() throws IOException {
    Map<String, String> files = site();
    files.put(
        "content/element.md",
        """
        title=An element
        type=page
        status=published
        ~~~~~~
        <ovenbird-storage>
        <p>Without scripts.</p>
        </ovenbird-storage>
        """);
    Map<String, String> output = Sites.bake(folder, files);

    assertThat(output.get("element.html"))
        .contains("<ovenbird-storage>\n<p>Without scripts.</p>\n</ovenbird-storage>")
        .doesNotContain("<p><ovenbird-storage>");
  }

  @Test
  void pointsAbsoluteAddressesToTheGivenBase() throws IOException {
    Path source = Sites.write(folder.resolve("site"), site());
    Path output = folder.resolve("output");
    SiteBuild.run(
        new BuildOptions(
            source,
            output,
            "https://me.example/nests/",
            false,
            false,
            false,
            false,
            FetchSettings.ofEnvironment()),
        Progress.NONE);

    assertThat(output.resolve("sitemap.xml"))
        .content()
        .contains("https://me.example/nests/posts/older.html")
        .doesNotContain("example.org");
    assertThat(output.resolve("404.html")).content().contains("href=\"/nests/index.html\"");
  }

  @Test
  void asksHostsThatTakeHeadersToIsolateAllPagesButThoseThatDoNotWantIt() throws IOException {
    Map<String, String> files = site();
    files.put("content/posts/older.md", "isolation=off\n" + JBAKE_POST);
    Map<String, String> output = Sites.bake(folder.resolve("on"), files);

    assertThat(output.get("_headers"))
        .contains(
            """
            /repo/*
              X-Content-Type-Options: nosniff
              Referrer-Policy: no-referrer
              Cross-Origin-Opener-Policy: same-origin
              Cross-Origin-Embedder-Policy: credentialless
            """,
            """
            /repo/posts/older
              Cross-Origin-Opener-Policy: unsafe-none
              Cross-Origin-Embedder-Policy: unsafe-none
            """);
    assertThat(output.get("sw.js")).contains("isolation: {\"except\":[\"posts/older.html\"],");

    files.merge("jbake.properties", "ovenbird.isolation=off\n", String::concat);
    Map<String, String> without = Sites.bake(folder.resolve("off"), files);
    assertThat(without.get("_headers")).doesNotContain("Cross-Origin");
    assertThat(without.get("sw.js")).contains("isolation: null,");
  }

  @Test
  void withoutAServiceWorkerItStillWritesTheFileThatRemovesAnEarlierOne() throws IOException {
    Map<String, String> files = site();
    files.merge("jbake.properties", "ovenbird.serviceWorker=off\n", String::concat);
    Map<String, String> output = Sites.bake(folder, files);

    assertThat(output.get("sw.js")).contains("removeServiceWorker();").doesNotContain("precache");
    assertThat(output).doesNotContainKey("unreachable.html");
    assertThat(output.get("index.html")).doesNotContain("ovenbird-update");
    assertThat(output.get("report/report.json")).contains("\"shellBytes\" : 0");
  }

  @Test
  void givesAPageTheSameRevisionUntilItChanges() throws IOException {
    Map<String, String> files = site();
    Map<String, String> before = Sites.bake(folder.resolve("before"), files);
    files.put("content/posts/newer.md", YAML_POST.replace("Text.", "Another text."));
    Map<String, String> after = Sites.bake(folder.resolve("after"), files);

    assertThat(revision(before.get("posts/newer.html")))
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(revision(after.get("posts/newer.html")));
    assertThat(after.get("tags/ovens.html")).isEqualTo(before.get("tags/ovens.html"));
  }

  private static String revision(String html) {
    return html.replaceAll("(?s).*<meta name=\"ovenbird-revision\" content=\"([^\"]*)\">.*", "$1");
  }

  @Test
  void refusesToReplaceAFolderItDidNotMake() throws IOException {
    Path source = Sites.write(folder.resolve("site"), site());
    Path output = Files.createDirectories(folder.resolve("output"));
    Files.writeString(output.resolve("thesis.txt"), "precious");

    assertThatThrownBy(() -> SiteBuild.run(BuildOptions.of(source, output), Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("files that Ovenbird did not make");
    assertThat(output.resolve("thesis.txt")).hasContent("precious");
  }
}

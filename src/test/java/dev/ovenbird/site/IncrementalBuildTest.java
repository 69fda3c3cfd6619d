package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds upon builds: the same bytes as a first one, and no more work than needed. */
class IncrementalBuildTest {
  private static final String SERVICE_WORKER = "sw.js";

  @TempDir Path folder;
  private Path source;
  private Path output;

  @BeforeEach
  void writeSite() throws IOException {
    source = Sites.write(folder.resolve("site"), site());
    output = folder.resolve("output");
  }

  private static Map<String, String> site() {
    Map<String, String> files = new HashMap<>();
    files.put(
        "jbake.properties",
        """
        site.host=https://example.org/repo
        site.title=Nests
        render.sitemap=true
        render.error404=true
        render.tags=true
        render.tagsindex=true
        index.paginate=true
        index.posts_per_page=3
        """);
    for (int i = 0; i < 8; i++) {
      files.put("content/posts/post-" + i + ".md", post(i, "Text " + i + ".", "published"));
    }
    files.put("content/about.md", "title=About\ntype=page\nstatus=published\n~~~~~~\nAbout us.\n");
    files.put(
        "content/linked.md",
        "title=Linked\ntype=page\nstatus=published\n~~~~~~\nSee [it](posts/post-3.md).\n\n"
            + "<@note text=\"once\"/>\n");
    files.put(
        "templates/shortcodes/note.ftl",
        "<#macro note text><p class=\"note\">${text} ${data.facts.bird}</p></#macro>");
    files.put("data/facts.yaml", "bird: hornero\n");
    files.put("data/colours.yaml", "clay: red\n");
    files.put("templates/partials/mine.ftl", "<p>Of mine.</p>");
    files.put(
        "templates/page.ftl",
        "<!doctype html><title>${content.title}</title><#include \"partials/mine.ftl\">"
            + "<img src=\"${content.rootpath}${asset(\"logo.svg\")}\" alt=\"\">"
            + "${content.body} ${data.colours.clay} ${config.site_title}");
    files.put("assets/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    files.put("assets/plain.txt", "plain\n");
    return files;
  }

  private static String post(int number, String body, String status) {
    return """
        title=Post %d
        date=2026-01-%02d
        type=post
        status=%s
        tags=clay, tag%d
        ~~~~~~
        ## Part

        %s
        """
        .formatted(number, number % 28 + 1, status, number % 3, body);
  }

  private BuildChanges build() throws IOException {
    return SiteBuild.run(BuildOptions.of(source, output), Progress.NONE).changes();
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(source.resolve(path).getParent());
    Files.writeString(source.resolve(path), text);
  }

  private void assertAsClean() throws IOException {
    Path copy = Sites.copy(source, folder.resolve("copy"));
    deleteAll(copy.resolve(".ovenbird"));
    Path clean = folder.resolve("clean");
    SiteBuild.run(BuildOptions.of(copy, clean), Progress.NONE);
    assertThat(Sites.read(output)).isEqualTo(Sites.read(clean));
    deleteAll(copy);
    deleteAll(clean);
  }

  private static void deleteAll(Path path) throws IOException {
    BuildCache.delete(path);
  }

  @Test
  void rendersNothingWhenNothingChangedAndTouchesNoFile() throws IOException {
    build();
    Map<String, FileTime> before = times();

    BuildChanges changes = build();

    assertThat(changes.rendered()).containsExactly(ReportPage.PATH);
    assertThat(changes.written()).isEmpty();
    assertThat(changes.removed()).isEmpty();
    assertThat(times()).isEqualTo(before);
  }

  @Test
  void remembersAllDocumentsForTheNextRunOfTheProgram() throws IOException {
    build();

    BuildMemory memory = new MemoryFile(source.resolve(".ovenbird/cache"), output).read();

    assertThat(memory.documents()).hasSize(10);
    assertThat(memory.pages()).containsKeys("about.html", "posts/post-1.html", "tags/clay.html");
  }

  private Map<String, FileTime> times() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    for (String path : Sites.read(output).keySet()) {
      times.put(path, Files.getLastModifiedTime(output.resolve(path)));
    }
    return times;
  }

  @Test
  void rendersOnlyWhatShowsTheTextThatChanged() throws IOException {
    build();
    write("content/posts/post-2.md", post(2, "Another text, with more words.", "published"));

    BuildChanges changes = build();

    assertThat(changes.rendered())
        .containsExactlyInAnyOrder("posts/post-2.html", "feed.xml", "feed.json", ReportPage.PATH);
    assertThat(changes.written()).contains("posts/post-2.html", "feed.xml", SERVICE_WORKER);
    assertAsClean();
  }

  @Test
  void rendersTheNeighboursOfAPostWhoseTitleChanged() throws IOException {
    build();
    write(
        "content/posts/post-5.md",
        post(5, "Text 5.", "published").replace("title=Post 5", "title=Fifth"));

    Set<String> rendered = build().rendered();

    assertThat(rendered)
        .contains("posts/post-4.html", "posts/post-5.html", "posts/post-6.html", "tags/clay.html")
        .doesNotContain("posts/post-3.html", "posts/post-7.html", "about.html", "tags/tag0.html");
    assertAsClean();
  }

  @Test
  void followsTemplatesDataSettingsAndAssetsToTheirPages() throws IOException {
    build();
    write("templates/partials/mine.ftl", "<p>Of mine, again.</p>");
    assertThat(build().rendered())
        .containsExactlyInAnyOrder("about.html", "linked.html", ReportPage.PATH);

    write("data/facts.yaml", "bird: ovenbird\n");
    assertThat(build().rendered()).containsExactlyInAnyOrder("linked.html", ReportPage.PATH);

    write("data/colours.yaml", "clay: grey\n");
    assertThat(build().rendered())
        .containsExactlyInAnyOrder("about.html", "linked.html", ReportPage.PATH);

    write("assets/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>");
    assertThat(build().rendered())
        .containsExactlyInAnyOrder("about.html", "linked.html", ReportPage.PATH);

    write("jbake.properties", site().get("jbake.properties") + "nobody.asks=1\n");
    assertThat(build().rendered()).containsExactly(ReportPage.PATH);
    assertAsClean();
  }

  @Test
  void rendersAgainWhatSomebodyElseChangedInTheOutput() throws IOException {
    build();
    Files.writeString(output.resolve("about.html"), "damaged");
    Files.delete(output.resolve("posts/post-1.html"));
    Files.writeString(output.resolve("posts/foreign.html"), "not ours");

    BuildChanges changes = build();

    assertThat(changes.rendered())
        .containsExactlyInAnyOrder("about.html", "posts/post-1.html", ReportPage.PATH);
    assertThat(changes.removed()).containsExactly("posts/foreign.html");
    assertAsClean();
  }

  @Test
  void linksToAPostFollowItsNewAddress() throws IOException {
    build();
    write(
        "content/posts/post-3.md",
        post(3, "Text 3.", "published").replace("type=post", "type=post\npermalink=third/"));

    assertThat(build().rendered()).contains("linked.html", "third/index.html");
    assertAsClean();
  }

  @Test
  void tellsAMistakeAgainAndLeavesTheOutput() throws IOException {
    build();
    write("content/about.md", site().get("content/about.md") + "[x](nowhere.html)\n");
    String before = Files.readString(output.resolve("about.html"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::build)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("There is nothing at nowhere.html");
    }
    assertThat(output.resolve("about.html")).hasContent(before);
    try (Stream<Path> beside = Files.list(folder)) {
      assertThat(beside).as("nothing of the new site").containsOnly(source, output);
    }

    write("content/about.md", site().get("content/about.md"));
    assertThat(build().written()).isEmpty();
  }

  @Test
  void findsWhatPagesLinkToThatDidNotChangeThemselves() throws IOException {
    write(
        "content/linked.md",
        "title=Linked\ntype=page\nstatus=published\n~~~~~~\n"
            + "See [its part](posts/post-3.md#part) and [a text](plain.txt).\n");
    build();

    write("content/posts/post-3.md", post(3, "", "published").replace("## Part", "## Piece"));
    assertThatThrownBy(this::build)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("No heading of posts/post-3.html has the id \"part\".");

    write("content/posts/post-3.md", post(3, "", "published"));
    Files.delete(source.resolve("assets/plain.txt"));
    assertThatThrownBy(this::build)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("There is nothing at plain.txt");

    write("assets/plain.txt", "again\n");
    build();
    assertAsClean();
  }

  @Test
  void endsAnUpdateThatWasBrokenOff() throws IOException {
    build();
    Path decided = folder.resolve(".output-update");
    Files.createDirectories(decided.resolve("site/posts"));
    Files.writeString(decided.resolve("site/posts/new.html"), "new");
    Files.writeString(decided.resolve("journal"), "-about.html\n+posts/new.html\n+index.html\n");

    new OutputFolder(output).check(source);

    assertThat(output.resolve("posts/new.html")).hasContent("new");
    assertThat(output.resolve("about.html")).doesNotExist();
    assertThat(output.resolve("index.html")).exists();
    assertThat(decided).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void makesTheSameAsACleanBuildAfterAnyEdits(long seed) throws IOException {
    Random random = new Random(seed);
    SiteBuilder living = new SiteBuilder(BuildOptions.of(source, output));
    living.build(Progress.NONE);
    for (int step = 0; step < 8; step++) {
      for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
        edit(random, step);
      }
      if (random.nextBoolean()) {
        living = new SiteBuilder(BuildOptions.of(source, output));
      }
      living.build(Progress.NONE);
      assertAsClean();
    }
  }

  private void edit(Random random, int step) throws IOException {
    List<String> posts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      if (Files.exists(source.resolve("content/posts/post-" + i + ".md")) && i != 3) {
        posts.add("content/posts/post-" + i + ".md");
      }
    }
    int number = random.nextInt(8);
    String any = posts.isEmpty() ? "" : posts.get(random.nextInt(posts.size()));
    switch (random.nextInt(11)) {
      case 0 -> change(any, text -> text + "\nMore of it, step " + step + ".\n");
      case 1 -> change(any, text -> text.replaceFirst("title=.*", "title=Retitled " + step));
      case 2 -> change(any, text -> text.replaceFirst("tags=.*", "tags=new" + step % 3 + ", clay"));
      case 3 -> change(any, text -> text.replaceFirst("date=.*", "date=2025-11-1" + step % 10));
      case 4 -> write("content/posts/post-" + number + ".md", post(number, "Anew.", "published"));
      case 5 -> {
        if (posts.size() > 2) {
          Files.delete(source.resolve(any));
        }
      }
      case 6 -> {
        if (!any.isEmpty()) {
          Files.move(
              source.resolve(any),
              source.resolve("content/posts/renamed-" + step + number + ".md"));
        }
      }
      case 7 ->
          change(
              any,
              text ->
                  text.contains("status=draft")
                      ? text.replace("status=draft", "status=published")
                      : text.replace("status=published", "status=draft"));
      case 8 -> write("templates/partials/mine.ftl", "<p>Step " + step + "</p>");
      case 9 ->
          write(
              "jbake.properties",
              site().get("jbake.properties").replace("Nests", "Nests " + step)
                  + (random.nextBoolean() ? "render.tags=false\n" : ""));
      default ->
          write("assets/" + (random.nextBoolean() ? "logo.svg" : "plain.txt"), "<svg/>" + step);
    }
  }

  private void change(String path, UnaryOperator<String> edit) throws IOException {
    if (!path.isEmpty()) {
      write(path, edit.apply(Files.readString(source.resolve(path))));
    }
  }
}

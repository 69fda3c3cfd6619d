package dev.ovenbird.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A site of so many posts of 4 KB, the same for us and for Hugo: tags with pages of their own, an
 * index in pages, a feed, a sitemap. The same number gives the same bytes.
 */
final class SiteSource {
  private static final int POST_BYTES = 4_000;
  private static final int TAGS_OF_A_POST = 3;
  private static final LocalDate FIRST = LocalDate.of(2010, 1, 1);
  private static final List<String> WORDS =
      List.of(
          "the nest of and clay rain a in straw is bird that on wall are roof with as window they be"
              .split(" "));

  private final Path folder;
  private final Random random = new Random(1);

  private SiteSource(Path folder) {
    this.folder = folder;
  }

  /** A post in the middle, in Ovenbird's form. */
  static Path post(Path folder, int posts) {
    return folder.resolve("ours/content/posts/post-%05d.md".formatted(posts / 2));
  }

  /** Writes the two sources, {@code ours} and {@code hugo}. */
  static void write(Path folder, int posts) throws IOException {
    SiteSource source = new SiteSource(folder);
    source.settings();
    for (int i = 0; i < posts; i++) {
      source.post(i);
    }
  }

  private void settings() throws IOException {
    put(
        "ours/jbake.properties",
        """
        site.host=https://example.org
        site.title=Bench
        render.tags=true
        render.tagsindex=true
        render.sitemap=true
        index.paginate=true
        index.posts_per_page=10
        """);
    put(
        "hugo/config.toml",
        """
        baseURL = "https://example.org/"
        title = "Bench"
        paginate = 10
        """);
    String page =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
        <meta name="description" content="{{ .Summary | plainify }}">
        <link rel="canonical" href="{{ .Permalink }}"></head><body><main>%s</main></body></html>
        """;
    put(
        "hugo/layouts/_default/single.html",
        page.formatted(
            "<h1>{{ .Title }}</h1><time>{{ .Date.Format \"2006-01-02\" }}</time>{{ .Content }}"
                + "{{ range .Params.tags }}<a href=\"/tags/{{ . }}/\">{{ . }}</a>{{ end }}"
                + "{{ with .PrevInSection }}<a href=\"{{ .Permalink }}\">{{ .Title }}</a>{{ end }}"
                + "{{ with .NextInSection }}<a href=\"{{ .Permalink }}\">{{ .Title }}</a>{{ end }}"));
    String list =
        "{{ range .Pages }}<h2><a href=\"{{ .Permalink }}\">{{ .Title }}</a></h2>{{ end }}";
    put("hugo/layouts/_default/list.html", page.formatted(list));
    put(
        "hugo/layouts/index.html",
        page.formatted(
            list.replace(
                    ".Pages", "(.Paginate (where .Site.RegularPages \"Type\" \"posts\")).Pages")
                + "{{ template \"_internal/pagination.html\" . }}"));
  }

  private void post(int number) throws IOException {
    String title = "Post %d: %s".formatted(number, words(4));
    LocalDate date = FIRST.plusDays(number % 5000);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < TAGS_OF_A_POST; i++) {
      tags.add("tag" + random.nextInt(40));
    }
    String summary = words(12);
    StringBuilder text = new StringBuilder();
    while (text.length() < POST_BYTES) {
      text.append(
          switch (random.nextInt(8)) {
            case 0 -> "## " + words(5);
            case 1 -> "- %s\n- %s\n- %s".formatted(words(8), words(8), words(8));
            case 2 -> "```java\nint nests = %d; // %s\n```".formatted(number, words(4));
            default ->
                "%s **%s** and [a link](https://example.org/%d) %s."
                    .formatted(words(30), words(3), number, words(30));
          });
      text.append("\n\n");
    }
    put(
        "ours/content/posts/post-%05d.md".formatted(number),
        """
        title=%s
        date=%s
        type=post
        status=published
        tags=%s
        summary=%s
        ~~~~~~
        %s"""
            .formatted(title, date, String.join(", ", tags), summary, text));
    put(
        "hugo/content/posts/post-%05d.md".formatted(number),
        """
        ---
        title: "%s"
        date: %s
        tags: [%s]
        summary: "%s"
        ---
        %s"""
            .formatted(title, date, String.join(", ", tags), summary, text));
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return words.toString();
  }

  private void put(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

package dev.ovenbird.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A site of so many posts of 4 KB, the same for us, Hugo, Eleventy and stock JBake: templates that
 * say the same, tags with pages of their own, an index in pages, a feed, a sitemap; Hugo makes a
 * feed of each tag, too. The same number gives the same bytes. {@code themed} has the same posts in
 * our own theme, with all that it does besides: search, related posts, tables of contents, pictures
 * for sharing.
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

  /** A post in the middle. */
  static Path post(Path site, int posts) {
    return site.resolve("content/posts/post-%05d.md".formatted(posts / 2));
  }

  /**
   * Writes the sources {@code ours}, {@code themed}, {@code jbake}, {@code hugo}, {@code eleventy}.
   */
  static void write(Path folder, int posts) throws IOException {
    SiteSource source = new SiteSource(folder);
    source.settings();
    for (int i = 0; i < posts; i++) {
      source.post(i);
    }
  }

  private void settings() throws IOException {
    String settings =
        """
        site.host=https://example.org
        site.title=Bench
        render.tags=true
        render.tagsindex=true
        render.sitemap=true
        index.paginate=true
        index.posts_per_page=10
        """;
    put("themed/jbake.properties", settings);
    // What Hugo makes too, and no more.
    put(
        "ours/jbake.properties",
        settings
            + """
            render.tagfeeds=true
            render.jsonfeed=false
            search.words=off
            share.pictures=off
            ovenbird.serviceWorker=off
            """);
    put("jbake/jbake.properties", settings + "template.tagsindex.file=tags-index.ftl\n");
    ourTemplates();
    jbakeTemplates();
    for (Map.Entry<String, String> file : Eleventy.templates().entrySet()) {
      put("eleventy/" + file.getKey(), file.getValue());
    }
    put(
        "hugo/config.toml",
        """
        baseURL = "https://example.org/"
        title = "Bench"
        paginate = 10
        rssLimit = 20
        """);
    hugoTemplates();
  }

  private void ourTemplates() throws IOException {
    put(
        "ours/templates/page-of.ftl",
        """
        <#ftl output_format="HTML">
        <#macro page title description>
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
        <meta name="description" content="${description}">
        <link rel="canonical" href="${config.site_host}/${content.uri!""}"></head><body><main><#nested></main></body></html>
        </#macro>
        <#macro posts list>
        <#list list as post><h2><a href="${content.rootpath!""}${post.uri}">${post.title}</a></h2></#list>
        </#macro>
        """);
    ourTemplate(
        "post",
        "content.title content.summary",
        """
        <h1>${content.title}</h1><time>${content.date?string("yyyy-MM-dd")}</time>${content.body?no_esc}
        <#list content.tags as tag><a href="${content.rootpath}tags/${tag}.html">${tag}</a></#list>
        <#if content.previousContent??><a href="${content.rootpath}${content.previousContent.uri}">${content.previousContent.title}</a></#if>
        <#if content.nextContent??><a href="${content.rootpath}${content.nextContent.uri}">${content.nextContent.title}</a></#if>
        """);
    ourTemplate(
        "index",
        "config.site_title config.site_title",
        """
        <@of.posts published_posts/>
        <#if (currentPageNumber!1) gt 1><a href="${content.rootpath!""}${previousFileName!""}">Newer</a></#if>
        <#if (currentPageNumber!1) lt (numberOfPages!1)><a href="${content.rootpath!""}${nextFileName!""}">Older</a></#if>
        """);
    ourTemplate("tags", "tag tag", "<@of.posts tag_posts/>");
    ourTemplate(
        "tags-index",
        "'Tags' 'Tags'",
        "<#list tags as tag><h2><a href=\"${tag.name}.html\">${tag.name}</a></h2></#list>");
    ourTemplate("archive", "'Posts' 'Posts'", "<@of.posts published_posts/>");
    put(
        "ours/templates/feed.ftl",
        """
        <#ftl output_format="XML"><?xml version="1.0" encoding="utf-8"?>
        <#assign posts = tag???then(tag_posts, published_posts)>
        <feed xmlns="http://www.w3.org/2005/Atom"><title>${tag!"Bench"}</title><updated>${posts[0].date?datetime?iso_utc}</updated>
        <#list posts[0..*20] as post><#assign url = config.site_host + "/" + post.uri>
        <entry><title>${post.title}</title><id>${url}</id><link href="${url}"/><updated>${post.date?datetime?iso_utc}</updated><summary>${post.summary}</summary></entry>
        </#list></feed>
        """);
  }

  private void ourTemplate(String name, String head, String body) throws IOException {
    put(
        "ours/templates/" + name + ".ftl",
        "<#ftl output_format=\"HTML\">\n<#import \"page-of.ftl\" as of>\n<@of.page %s>%s</@of.page>"
            .formatted(head, body));
  }

  /** Stock JBake takes ours, and has no feed and no sitemap of its own. */
  private void jbakeTemplates() throws IOException {
    try (Stream<Path> templates = Files.list(folder.resolve("ours/templates"))) {
      for (Path template : templates.toList()) {
        put("jbake/templates/" + template.getFileName(), Files.readString(template));
      }
    }
    put(
        "jbake/templates/feed.ftl",
        """
        <#ftl output_format="XML"><?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title>
        <#list published_posts as post><#if post?index lt 20><entry><title>${post.title}</title><id>${config.site_host}/${post.uri}</id><updated>${post.date?string("yyyy-MM-dd")}</updated><content type="html">${post.body}</content></entry></#if></#list></feed>
        """);
    put(
        "jbake/templates/sitemap.ftl",
        """
        <#ftl output_format="XML"><?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <#list published_content as each><url><loc>${config.site_host}/${each.uri}</loc><lastmod>${each.date?string("yyyy-MM-dd")}</lastmod></url></#list></urlset>
        """);
  }

  private void hugoTemplates() throws IOException {
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
            list.replace(".Pages", "(.Paginate .Site.RegularPages).Pages")
                + "{{ with .Paginator.Prev }}<a href=\"{{ .URL }}\">Newer</a>{{ end }}"
                + "{{ with .Paginator.Next }}<a href=\"{{ .URL }}\">Older</a>{{ end }}"));
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
    String ours =
        """
        title=%s
        date=%s
        type=post
        status=published
        tags=%s
        summary=%s
        ~~~~~~
        %s"""
            .formatted(title, date, String.join(", ", tags), summary, text);
    put("ours/content/posts/post-%05d.md".formatted(number), ours);
    put("themed/content/posts/post-%05d.md".formatted(number), ours);
    put("jbake/content/posts/post-%05d.md".formatted(number), ours);
    String yaml =
        """
        ---
        title: "%s"
        date: %s
        tags: [%s]
        summary: "%s"
        ---
        %s"""
            .formatted(title, date, String.join(", ", tags), summary, text);
    put("hugo/content/posts/post-%05d.md".formatted(number), yaml);
    put("eleventy/content/posts/post-%05d.md".formatted(number), yaml);
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

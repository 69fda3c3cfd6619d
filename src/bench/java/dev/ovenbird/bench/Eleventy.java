package dev.ovenbird.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Eleventy, which npm fetches once, and its side of {@link SiteSource}'s site. */
final class Eleventy {
  private Eleventy() {}

  /** The command that builds a folder, from wherever it is started. */
  static List<String> command(Path source, Path output) throws IOException {
    Path program = NpmPeer.install("eleventy", "@11ty/eleventy/cmd.cjs");
    return List.of(
        "node",
        program.toString(),
        "--quiet",
        "--config=" + source.resolve("eleventy.config.cjs"),
        "--input=" + source.resolve("content"),
        "--output=" + output);
  }

  /** Templates that say what the others' say, by their paths from the source. */
  static Map<String, String> templates() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "eleventy.config.cjs",
        """
        module.exports = (config) => {
          // All of it is below target/.
          config.setUseGitIgnore(false);
          config.addFilter("day", (date) => date.toISOString().slice(0, 10));
          config.addFilter("newest", (list) => list.slice().reverse());
          config.addFilter("last20", (list) => list.slice(-20).reverse());
          config.addCollection("tagNames", (all) => {
            const names = new Set(all.getFilteredByTag("post").flatMap((post) => post.data.tags));
            names.delete("post");
            return [...names].sort();
          });
          return { markdownTemplateEngine: false };
        };
        """);
    files.put(
        "content/_includes/page.njk",
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
        <meta name="description" content="{{ summary or title }}">
        <link rel="canonical" href="https://example.org{{ page.url }}"></head><body><main>{{ content | safe }}</main></body></html>
        """);
    files.put(
        "content/_includes/post.njk",
        """
        ---
        layout: page.njk
        ---
        <h1>{{ title }}</h1><time>{{ page.date | day }}</time>{{ content | safe }}
        {% for tag in tags %}{% if tag != "post" %}<a href="/tags/{{ tag }}/">{{ tag }}</a>{% endif %}{% endfor %}
        {% set before = collections.post | getPreviousCollectionItem %}{% if before %}<a href="{{ before.url }}">{{ before.data.title }}</a>{% endif %}
        {% set after = collections.post | getNextCollectionItem %}{% if after %}<a href="{{ after.url }}">{{ after.data.title }}</a>{% endif %}
        """);
    files.put("content/posts/posts.json", "{\"layout\": \"post.njk\", \"tags\": [\"post\"]}\n");
    String posts =
        "{%% for post in %s %%}<h2><a href=\"{{ post.url }}\">{{ post.data.title }}</a></h2>{%% endfor %%}\n";
    files.put(
        "content/index.njk",
        """
        ---
        layout: page.njk
        title: Bench
        pagination: {data: collections.post, size: 10, reverse: true}
        ---
        """
            + posts.formatted("pagination.items")
            + """
            {% if pagination.href.previous %}<a href="{{ pagination.href.previous }}">Newer</a>{% endif %}
            {% if pagination.href.next %}<a href="{{ pagination.href.next }}">Older</a>{% endif %}
            """);
    files.put(
        "content/tag.njk",
        """
        ---
        layout: page.njk
        pagination: {data: collections.tagNames, size: 1, alias: tag}
        permalink: "/tags/{{ tag }}/"
        eleventyComputed: {title: "{{ tag }}"}
        ---
        """
            + posts.formatted("collections[tag] | newest"));
    files.put(
        "content/tags.njk",
        """
        ---
        layout: page.njk
        title: Tags
        ---
        {% for tag in collections.tagNames %}<h2><a href="/tags/{{ tag }}/">{{ tag }}</a></h2>{% endfor %}
        """);
    files.put(
        "content/archive.njk",
        "---\nlayout: page.njk\ntitle: Posts\n---\n"
            + posts.formatted("collections.post | newest"));
    files.put(
        "content/feed.njk",
        """
        ---
        permalink: /feed.xml
        ---
        <?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title>
        {% for post in collections.post | last20 %}<entry><title>{{ post.data.title }}</title><id>https://example.org{{ post.url }}</id><updated>{{ post.date | day }}</updated><content type="html">{{ post.content }}</content></entry>{% endfor %}</feed>
        """);
    files.put(
        "content/sitemap.njk",
        """
        ---
        permalink: /sitemap.xml
        ---
        <?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        {% for post in collections.post %}<url><loc>https://example.org{{ post.url }}</loc><lastmod>{{ post.date | day }}</lastmod></url>{% endfor %}</urlset>
        """);
    return files;
  }
}

package dev.ovenbird.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.StableJson;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.theme.Palette;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files that hosts, crawlers and browsers look for. An author's own file of the same name wins. */
final class HostFiles {
  private HostFiles() {}

  /**
   * @param redirects rules for addresses that moved; empty when none did
   */
  static void addTo(
      SiteFiles files,
      SiteConfig config,
      SiteIcons icons,
      Palette palette,
      Isolation isolation,
      String redirects)
      throws IOException {
    if (!redirects.isEmpty()) {
      files.putUnlessThere("_redirects", redirects);
    }
    // GitHub Pages otherwise leaves out every folder that begins with "_".
    files.putUnlessThere(".nojekyll", "");
    files.putUnlessThere("_headers", headers(config.basePath(), isolation));
    files.putUnlessThere("robots.txt", robots(config));
    files.putUnlessThere("manifest.webmanifest", manifest(config, icons, palette));
    icons.addTo(files);
  }

  /** For Cloudflare Pages and Netlify. What has its hash in its name never changes. */
  private static String headers(String basePath, Isolation isolation) {
    StringBuilder text = new StringBuilder();
    for (String folder : List.of("app", "icons", "packs", "runtime", "search", "shards", "share")) {
      text.append(basePath).append("_ovenbird/").append(folder).append("/*\n");
      text.append("  Cache-Control: public, max-age=31536000, immutable\n");
    }
    text.append(basePath).append("sw.js\n  Cache-Control: no-cache\n");
    text.append(basePath).append("*\n  X-Content-Type-Options: nosniff\n");
    text.append("  Referrer-Policy: no-referrer\n");
    if (isolation.on()) {
      text.append("  Cross-Origin-Opener-Policy: same-origin\n");
      text.append("  Cross-Origin-Embedder-Policy: credentialless\n");
      text.append(basePath).append("_ovenbird/runtime/*\n");
      text.append("  Content-Security-Policy: ").append(PageSecurity.OF_THREADS).append('\n');
      isolation.except().forEach(path -> except(basePath, path, text));
    }
    return text.toString();
  }

  /**
   * Takes a page out. Hosts join the values of all rules that match, and a browser takes a list for
   * no value at all, as it does "unsafe-none":
   * https://html.spec.whatwg.org/#obtain-an-embedder-policy
   */
  private static void except(String basePath, String path, StringBuilder text) {
    // Under all addresses that hosts give it.
    String bare = path.replaceFirst("\\.html$", "");
    Set<String> names = new LinkedHashSet<>(List.of(path, bare, bare.replaceFirst("index$", "")));
    for (String name : names) {
      text.append(basePath).append(name).append('\n');
      text.append("  Cross-Origin-Opener-Policy: unsafe-none\n");
      text.append("  Cross-Origin-Embedder-Policy: unsafe-none\n");
    }
  }

  private static String robots(SiteConfig config) {
    String text = "User-agent: *\nAllow: /\n";
    if (!config.renders("sitemap")) {
      return text;
    }
    String address = config.text("site.host", "");
    return text
        + "\nSitemap: "
        + address
        + (address.endsWith("/") ? "" : "/")
        + config.text("sitemap.file", "sitemap.xml")
        + "\n";
  }

  private static String manifest(SiteConfig config, SiteIcons icons, Palette palette)
      throws IOException {
    String title = config.text("site.title", "Ovenbird");
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("name", title);
    manifest.put("short_name", title);
    manifest.put("description", config.text("site.description", ""));
    manifest.put("lang", config.text("site.lang", "en"));
    manifest.put("start_url", "./");
    manifest.put("scope", "./");
    manifest.put("display", "browser");
    manifest.put("background_color", palette.paper());
    manifest.put("theme_color", palette.paper());
    manifest.put("icons", icons.forManifest());
    return new ObjectMapper().writer(StableJson.indented()).writeValueAsString(manifest);
  }
}

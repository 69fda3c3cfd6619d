package dev.ovenbird.content;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.html.TagScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What documents embed from other origins. The policy of each page forbids it, unless {@code
 * ovenbird.embeds} names the origin; readers would see a gap, and only their browser would know
 * why. Thread-safe.
 */
public final class Embeds {
  public static final String SETTING = "ovenbird.embeds";

  private static final Pattern ORIGIN = Pattern.compile("(https?://[^/?#\\s'\";,]+)/?");
  private static final Pattern ADDRESS = Pattern.compile("(?:https?:)?//[^/?#\\s]+");

  /** Elements that show what is elsewhere. A script may do anything, and is never let in. */
  private static final Map<String, String> SHOWN =
      Map.of(
          "img", "picture",
          "source", "picture or film",
          "video", "film",
          "audio", "sound",
          "iframe", "frame",
          "script", "script");

  private final Set<String> origins;
  private final Diagnostics diagnostics;

  Embeds(SiteConfig config, Diagnostics diagnostics) {
    this.origins = new HashSet<>(origins(config));
    this.diagnostics = diagnostics;
    for (String wrong : written(config)) {
      if (!ORIGIN.matcher(wrong).matches()) {
        diagnostics.add(
            config
                .wrong(
                    SETTING,
                    "This is no origin: " + wrong,
                    "Write scheme and host, with spaces between several: https://example.org")
                .about(wrong));
      }
    }
  }

  /** From which pages may show something, as a policy names them; in the order of the setting. */
  public static List<String> origins(SiteConfig config) {
    List<String> origins = new ArrayList<>();
    for (String each : written(config)) {
      Matcher origin = ORIGIN.matcher(each);
      if (origin.matches()) {
        origins.add(origin.group(1));
      }
    }
    return origins;
  }

  private static List<String> written(SiteConfig config) {
    return Arrays.stream(config.text(SETTING, "").split("[\\s,]+"))
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /** Warns of what no reader will see. */
  void check(SourceDocument source, String html) {
    // Few documents have one, and to look for tags takes longer.
    if (!html.contains("src=\"http") && !html.contains("src=\"//")) {
      return;
    }
    TagScanner tags = new TagScanner(html);
    while (tags.next()) {
      String kind = tags.opens() ? SHOWN.get(tags.name()) : null;
      if (kind == null) {
        continue;
      }
      String address = tags.attribute("src");
      Matcher begin = ADDRESS.matcher(address);
      if (!begin.lookingAt()) {
        continue;
      }
      String origin = begin.group().startsWith("//") ? "https:" + begin.group() : begin.group();
      if (kind.equals("script") || !origins.contains(origin)) {
        warn(source, kind, address, origin);
      }
    }
  }

  private void warn(SourceDocument source, String kind, String address, String origin) {
    FrontMatter head = source.head();
    int at = head.body().indexOf(address);
    int line = at < 0 ? 0 : new TextLines(head.body(), head.bodyLine()).line(at);
    String hint =
        kind.equals("script")
            ? "Put it into the site's own assets."
            : "Put it into the site, or allow it in jbake.properties: " + SETTING + "=" + origin;
    diagnostics.add(
        Diagnostic.warning(
                source.file(),
                line,
                "Browsers will not load this " + kind + ": the page's policy forbids " + origin,
                hint)
            .about(address));
  }
}

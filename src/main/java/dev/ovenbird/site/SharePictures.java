package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.content.Document;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.parallel.InParallel;
import dev.ovenbird.theme.Mark;
import dev.ovenbird.theme.Palette;
import dev.ovenbird.theme.SharePicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Which picture other sites show beside a link to a page: the one its head names, else one of its
 * own with its title, else the site's. A picture's name comes from what is drawn, so that pages
 * need not wait for the drawing. Thread-safe.
 */
final class SharePictures {
  /** {@code posts}: one for each document; {@code site}: one for all; {@code off}: none. */
  static final String SETTING = "share.pictures";

  private static final List<String> SETTINGS = List.of("off", "site", "posts");
  private static final String FOLDER = "_ovenbird/share/";

  /** In the folders of the cache. */
  private static final String PICTURE = "share.png";

  private record Words(String title, String site, String note) {}

  private final SiteConfig config;
  private final BuildCache cache;
  private final Palette palette;
  private final byte[] mark;
  private final Diagnostics diagnostics;
  private final String setting;
  private final Words site;
  private final Map<String, Words> wanted = new ConcurrentHashMap<>();
  private final Map<Words, String> keys = new ConcurrentHashMap<>();
  private SharePicture picture;

  /**
   * @param mark the site's, as SVG
   */
  SharePictures(
      SiteConfig config, BuildCache cache, Palette palette, byte[] mark, Diagnostics diagnostics) {
    this.config = config;
    this.cache = cache;
    this.palette = palette;
    this.mark = mark;
    this.diagnostics = diagnostics;
    this.setting = config.text(SETTING, "site");
    this.site = new Words(config.text("site.headline", name()), name(), host());
    if (!SETTINGS.contains(setting)) {
      diagnostics.error(
          config.source().resolve(SiteConfig.FILE),
          0,
          "Unknown " + SETTING + ": " + setting,
          Suggestion.orList(setting, SETTINGS));
    }
  }

  /**
   * What a page's template says of its picture: {@code path} from the site's root or {@code url},
   * {@code alt}, {@code width} and {@code height} in pixels where they are known; empty when the
   * page has none.
   */
  Map<String, Object> of(PlannedPage page) {
    Optional<String> own =
        page.document().map(document -> document.model().get("image")).map(Object::toString);
    if (own.isPresent() && !own.get().isBlank()) {
      return own(page.document().get(), own.get().strip());
    }
    if (setting.equals("off")) {
      return Map.of();
    }
    Words words =
        page.document().filter(document -> setting.equals("posts")).map(this::words).orElse(site);
    String path = FOLDER + key(words) + ".png";
    wanted.put(path, words);
    Map<String, Object> picture = new LinkedHashMap<>();
    picture.put("path", path);
    picture.put("alt", words.title());
    picture.put("width", SharePicture.WIDTH);
    picture.put("height", SharePicture.HEIGHT);
    return picture;
  }

  private Map<String, Object> own(Document document, String image) {
    String alt = Objects.toString(document.model().get("image_alt"), document.title());
    if (image.matches("(?i)https?://.*")) {
      return Map.of("url", image, "alt", alt);
    }
    // From where the document's file is, wherever the document itself is published.
    URI base = URI.create("/" + document.model().getSourceuri());
    String path = base.resolve(image.replace(" ", "%20")).getPath();
    path = path.replaceFirst("^/(\\.\\./)*", "");
    if (!Files.isRegularFile(config.contentFolder().resolve(path))
        && !Files.isRegularFile(config.assetFolder().resolve(path))) {
      diagnostics.error(
          document.file(),
          line(document, image),
          "The head names a picture that is not there: image=" + image,
          "Its path is relative to the document, like that of a picture in its text.");
    }
    return Map.of("path", path, "alt", alt);
  }

  private static int line(Document document, String image) {
    try {
      List<String> lines = Files.readAllLines(document.file());
      return 1
          + IntStream.range(0, lines.size())
              .filter(i -> lines.get(i).startsWith("image") && lines.get(i).contains(image))
              .findFirst()
              .orElse(-1);
    } catch (IOException e) {
      // The sentence names the file already.
      return 0;
    }
  }

  private Words words(Document document) {
    Date date = document.model().getDate();
    boolean dated = date != null && document.type().equals("post");
    return new Words(document.title(), name(), dated ? day(date) : host());
  }

  private String day(Date date) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy", config.locale())
        .format(date.toInstant().atZone(config.timeZone()));
  }

  private String name() {
    return config.text("site.title", "Ovenbird");
  }

  private String host() {
    String host = URI.create(config.text("site.host", "")).getHost();
    return host == null || host.equals("localhost") ? "" : host;
  }

  private String key(Words words) {
    return keys.computeIfAbsent(
        words,
        any ->
            Digest.hex(SharePicture.VERSION + Mark.VERSION + palette + Digest.hex(mark) + any)
                .substring(0, Digest.SHORT));
  }

  /** Draws the site's picture into the cache before pages ask for it, as most do. */
  void drawAhead() throws IOException {
    if (setting.equals("site")) {
      drawn(site);
    }
  }

  /** Draws all that pages asked for, or takes them from the cache. */
  void addTo(SiteFiles files) throws IOException {
    Map<String, byte[]> drawn = new ConcurrentHashMap<>();
    try {
      InParallel.forEach(
          wanted.entrySet(), entry -> drawn.put(entry.getKey(), read(entry.getValue())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    drawn.forEach(files::put);
  }

  private byte[] read(Words words) {
    try {
      return Files.readAllBytes(drawn(words));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path drawn(Words words) throws IOException {
    return cache
        .get(
            "share",
            List.of(key(words)),
            fresh ->
                Files.write(
                    fresh.resolve(PICTURE),
                    picture().png(words.title(), words.site(), words.note())))
        .resolve(PICTURE);
  }

  private synchronized SharePicture picture() throws IOException {
    if (picture == null) {
      picture = new SharePicture(palette, new Mark(mark));
    }
    return picture;
  }
}

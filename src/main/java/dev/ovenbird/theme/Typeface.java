package dev.ovenbird.theme;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Source Serif 4 as outlines, read by our own class path's code: what is drawn with it is the same
 * on every machine, one without any font included. Latin, Greek and Cyrillic. Thread-safe.
 */
final class Typeface {
  private static final List<String> ALPHABETS =
      List.of("latin", "latin-ext", "cyrillic", "greek", "vietnamese");

  private record Part(TrueTypeFont font, CmapLookup glyphs) {}

  private record Glyph(Part part, int id) {}

  private final List<Part> parts = new ArrayList<>();

  /** Reads the font. */
  Typeface() {
    try {
      for (String alphabet : ALPHABETS) {
        parts.add(read("fonts/source-serif-4-" + alphabet + "-600-normal.woff"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Part read(String name) throws IOException {
    try (InputStream in = Typeface.class.getResourceAsStream(name)) {
      byte[] font = Woff.openType(in.readAllBytes());
      TrueTypeFont parsed = new TTFParser(true).parse(new RandomAccessReadBuffer(font));
      return new Part(parsed, parsed.getUnicodeCmapLookup());
    }
  }

  /** Whether it has a glyph for every character. */
  synchronized boolean has(String text) {
    return text.codePoints().allMatch(c -> glyph(c).isPresent());
  }

  /** How wide a line of text is at a size, in the size's unit. */
  synchronized double width(String text, double size) {
    return text.codePoints().mapToDouble(c -> advance(c, size)).sum();
  }

  /** The outline of a line of text that begins at a point of its baseline. */
  synchronized Path2D outline(String text, double x, double y, double size) {
    Path2D whole = new Path2D.Double();
    double pen = x;
    for (int c : text.codePoints().toArray()) {
      Optional<Glyph> glyph = glyph(c);
      if (glyph.isPresent()) {
        AffineTransform place = AffineTransform.getTranslateInstance(pen, y);
        double scale = size / unitsPerEm(glyph.get().part());
        place.scale(scale, -scale);
        whole.append(path(glyph.get()).getPathIterator(place), false);
      }
      pen += advance(c, size);
    }
    return whole;
  }

  private double advance(int c, double size) {
    return glyph(c).map(glyph -> size * advance(glyph) / unitsPerEm(glyph.part())).orElse(size / 2);
  }

  private Optional<Glyph> glyph(int c) {
    for (Part part : parts) {
      int id = part.glyphs().getGlyphId(c);
      if (id > 0) {
        return Optional.of(new Glyph(part, id));
      }
    }
    return Optional.empty();
  }

  private static int advance(Glyph glyph) {
    try {
      return glyph.part().font().getAdvanceWidth(glyph.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int unitsPerEm(Part part) {
    try {
      return part.font().getUnitsPerEm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path2D path(Glyph glyph) {
    try {
      var data = glyph.part().font().getGlyph().getGlyph(glyph.id());
      // A space has none.
      return data == null ? new Path2D.Double() : data.getPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.ovenbird.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fenced blocks of the post from training to browser, as its author wrote them.
 *
 * @param blocks by their titles
 */
public record PostCode(Map<String, String> blocks) {
  private static final Path POST = Path.of("content/posts/from-training-to-browser.md");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```\\w+ title=\"([^\"]+)\"\n(.*?)^```$");

  public static PostCode read() {
    try {
      Map<String, String> blocks = new LinkedHashMap<>();
      Matcher matcher = BLOCK.matcher(Files.readString(POST));
      while (matcher.find()) {
        blocks.put(matcher.group(1), matcher.group(2));
      }
      return new PostCode(blocks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String block(String title) {
    if (!blocks.containsKey(title)) {
      throw new AssertionError("The post has no code " + title + ", but " + blocks.keySet());
    }
    return blocks.get(title);
  }
}

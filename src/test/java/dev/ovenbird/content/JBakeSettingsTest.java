package dev.ovenbird.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jbake.app.configuration.ConfigUtil;
import org.jbake.app.configuration.DefaultJBakeConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JBakeSettingsTest {
  @TempDir Path site;

  @Test
  void theyAreThoseThatJBakeReads() throws Exception {
    Files.writeString(
        site.resolve("jbake.properties"),
        """
        # A comment.
        site.host = https://example.org/caf\\u00e9
        site.title: Ünïcode, in \
          two lines
        own.list = one, two\\, and more, three
        own.list = four
        own.greeting = ${site.host} says ${own.nothing}
        own.empty =
        include = other.properties
        index.paginate=true
        """);
    DefaultJBakeConfiguration ours = JBakeSettings.read(site);
    DefaultJBakeConfiguration jbakes =
        (DefaultJBakeConfiguration) new ConfigUtil().loadConfig(site.toFile(), null);
    assertThat(ours.getCompositeConfiguration().getKeys())
        .toIterable()
        .containsExactlyElementsOf(() -> jbakes.getCompositeConfiguration().getKeys())
        .contains("own.list", "template.post.file");
    Iterator<String> keys = ours.getCompositeConfiguration().getKeys();
    while (keys.hasNext()) {
      String key = keys.next();
      assertThat(ours.get(key)).as(key).isEqualTo(jbakes.get(key));
      assertThat(ours.getCompositeConfiguration().getStringArray(key))
          .as(key)
          .containsExactly(jbakes.getCompositeConfiguration().getStringArray(key));
    }
    assertThat(ours.getCompositeConfiguration().getString("own.greeting"))
        .isEqualTo("https://example.org/café says ${own.nothing}");
    assertThat(ours.getSourceFolder()).isEqualTo(jbakes.getSourceFolder());
    assertThat(ours.getContentFolder()).isEqualTo(jbakes.getContentFolder());
  }

  @Test
  void anOldSitesSettingsAreReadToo() throws Exception {
    Files.writeString(site.resolve("custom.properties"), "site.title=Old\n");
    Files.writeString(site.resolve("jbake.properties"), "site.title=New\nindex.paginate=true\n");
    DefaultJBakeConfiguration settings = JBakeSettings.read(site);
    assertThat(settings.get("site.title")).isEqualTo("Old");
    assertThat(settings.get("index.paginate")).isEqualTo("true");
  }
}

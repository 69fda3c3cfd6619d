package dev.ovenbird.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.configuration2.AbstractConfiguration;
import org.apache.commons.configuration2.CompositeConfiguration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.SystemConfiguration;
import org.apache.commons.configuration2.convert.DefaultListDelimiterHandler;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.jbake.app.JBakeException;
import org.jbake.app.configuration.ConfigUtil;
import org.jbake.app.configuration.DefaultJBakeConfiguration;

/**
 * Reads a site's settings as JBake's {@link ConfigUtil} does, over JBake's defaults. That one has
 * them put together by reflection and proxies, which takes a program that has just started 50 ms.
 */
final class JBakeSettings {
  private JBakeSettings() {}

  /**
   * @throws JBakeException as the other two, when a file cannot be read
   */
  static DefaultJBakeConfiguration read(Path source) throws IOException, ConfigurationException {
    if (Files.exists(source.resolve(ConfigUtil.LEGACY_CONFIG_FILE))) {
      // Of an old site; JBake says what is to be done with it.
      return (DefaultJBakeConfiguration) new ConfigUtil().loadConfig(source.toFile(), null);
    }
    CompositeConfiguration settings = separated(new CompositeConfiguration());
    Path file = source.resolve(ConfigUtil.CONFIG_FILE);
    if (Files.exists(file)) {
      settings.addConfiguration(properties(Files.newInputStream(file)));
    }
    settings.addConfiguration(
        properties(ConfigUtil.class.getResourceAsStream("/" + ConfigUtil.DEFAULT_CONFIG_FILE)));
    settings.addConfiguration(new SystemConfiguration());
    return new DefaultJBakeConfiguration(source.toFile(), settings);
  }

  private static PropertiesConfiguration properties(InputStream in)
      throws IOException, ConfigurationException {
    PropertiesConfiguration properties = separated(new PropertiesConfiguration());
    properties.setThrowExceptionOnMissing(true);
    properties.setIncludesAllowed(false);
    try (InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      properties.read(text);
    }
    return properties;
  }

  private static <C extends AbstractConfiguration> C separated(C settings) {
    settings.setListDelimiterHandler(new DefaultListDelimiterHandler(ConfigUtil.LIST_DELIMITER));
    return settings;
  }
}

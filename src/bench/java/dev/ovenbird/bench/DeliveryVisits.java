package dev.ovenbird.bench;

import dev.ovenbird.browser.Browser;
import dev.ovenbird.browser.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a reader of our site waits for with each model, on WebAssembly and on WebGPU: the first
 * load, from a host on the same machine; a load from the device; an answer. WebGPU is Chromium's
 * own rasteriser on the processor, visited once: it shows that it works, not how fast a card is.
 */
final class DeliveryVisits {
  private static final int VISITS = 3;
  private static final int ANSWERS = 5;
  private static final int TOKENS = 24;

  /** Seconds pass for each token where the processor draws for WebGPU. */
  private static final int TOKENS_DRAWN = 6;

  private DeliveryVisits() {}

  /**
   * Medians.
   *
   * @param name of model and device, for a chart
   * @param megabytes to download, in millions of bytes
   * @param firstLoad seconds until the model can be asked, nothing being there
   * @param laterLoad seconds of the same with all of it on the device
   * @param delay milliseconds to the first word of an answer, or to a sentence's vector
   * @param rate tokens a second after the first, or sentences a second
   */
  record Row(
      String name,
      String model,
      String device,
      String dtype,
      double megabytes,
      double firstLoad,
      double laterLoad,
      double delay,
      double rate,
      String unit) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-26s %-8s %-7s %-4s %6.1f MB, first %5.2f s, later %5.2f s, wait %7.0f ms, %7.1f %s",
          name,
          model,
          device,
          dtype,
          megabytes,
          firstLoad,
          laterLoad,
          delay,
          rate,
          unit);
    }
  }

  static List<Row> print(DeliveryHosts hosts) {
    List<Row> rows = new ArrayList<>();
    for (Mode mode : List.of(Mode.WASM, Mode.WEBGPU)) {
      rows.add(row(hosts, DeliveryHosts.CHAT_MODEL, DeliveryHosts.CHAT, mode, CHAT, "tokens/s"));
      rows.add(row(hosts, DeliveryHosts.MODEL, DeliveryHosts.DEMO, mode, EMBED, "sentences/s"));
    }
    rows.forEach(System.out::println);
    return rows;
  }

  private static Row row(
      DeliveryHosts hosts, String model, String page, Mode mode, String script, String unit) {
    Series first = new Series();
    Series later = new Series();
    Series waits = new Series();
    Series rates = new Series();
    Map<String, Object> status = Map.of();
    boolean drawn = mode == Mode.WEBGPU;
    int tokens = drawn ? TOKENS_DRAWN : TOKENS;
    for (int visit = 0; visit < (drawn ? 1 : VISITS); visit++) {
      try (Browser browser = Browser.open(mode)) {
        browser.go(hosts.ours.page("about.html")).awaitOfflineReady();
        browser.go(hosts.ours.page(page));
        first.add(load(browser, model));
        browser.go(hosts.ours.page(page));
        later.add(load(browser, model));
        for (int answer = -1; answer < (drawn ? 1 : ANSWERS); answer++) {
          Map<String, Object> measured = browser.script(script, model, tokens);
          if (answer >= 0) {
            waits.add(number(measured, "wait"));
            rates.add(number(measured, "rate"));
          }
        }
        status = browser.script("return (await ovenbird.status())[args[0]]", model);
      }
    }
    String device = (String) status.get("device");
    return new Row(
        model + " on " + device,
        model,
        device,
        (String) status.get("dtype"),
        rounded(number(status, "total") / 1e6, 10),
        rounded(first.median() / 1000, 100),
        rounded(later.median() / 1000, 100),
        rounded(waits.median(), 1),
        rounded(rates.median(), 10),
        unit);
  }

  /** As it is shown in tables. */
  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }

  private static double load(Browser browser, String model) {
    Number time =
        browser.script(
            "const begin = performance.now();"
                + " await ovenbird.ready(args[0], { consent: true });"
                + " return performance.now() - begin",
            model);
    return time.doubleValue();
  }

  private static double number(Map<String, Object> from, String name) {
    return ((Number) from.get(name)).doubleValue();
  }

  private static final String CHAT =
      """
      const messages = [{ role: "user", content: "tell me a story about a snail" }];
      const begin = performance.now();
      let wait = 0;
      const { tokensPerSecond } = await ovenbird.run(args[0], messages, {
        do_sample: false, min_new_tokens: args[1], max_new_tokens: args[1],
        onProgress: () => { wait ||= performance.now() - begin; },
      });
      return { wait, rate: tokensPerSecond };
      """;

  private static final String EMBED =
      """
      const begin = performance.now();
      await ovenbird.run(args[0], ["The kettle is boiling."]);
      const wait = performance.now() - begin;
      return { wait, rate: 1000 / wait };
      """;
}

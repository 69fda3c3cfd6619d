package dev.ovenbird.bench;

import dev.ovenbird.browser.Browser;
import dev.ovenbird.browser.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How fast a language model answers: our chat's model beside Transformers.js alone with the same
 * file, on WebAssembly, run by run in turn.
 */
final class DeliveryChat {
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 2;
  private static final int TOKENS = 96;
  private static final List<Map<String, String>> MESSAGES =
      List.of(Map.of("role", "user", "content", "tell me a story about a snail"));

  /** The likeliest token each time, and just as many on each page. */
  private static final Map<String, Object> SETTINGS =
      Map.of("do_sample", false, "min_new_tokens", TOKENS, "max_new_tokens", TOKENS);

  private DeliveryChat() {}

  /**
   * Tokens a second, medians of the rounds.
   *
   * @param ratio the median of the rounds' ratios, ours to the other's
   * @param goal what it is to be at least
   */
  record Row(String what, double ours, double plain, double ratio, double goal) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-58s %12.1f %12.1f %-5s %7.3f %7.2f %s",
          what,
          ours,
          plain,
          "tok/s",
          ratio,
          goal,
          ratio < goal ? "MISSED (at least)" : "(at least)");
    }
  }

  static List<Row> print(DeliveryHosts hosts) {
    String ours = hosts.ours.page(DeliveryHosts.CHAT);
    try (Browser byItself = open(ours + "?dtype=q8");
        Browser threads = open(ours + "?threads=2&dtype=q8");
        Browser plain = open(hosts.plain.page(DeliveryHosts.PLAIN + "?chat&dtype=q8"))) {
      threads.awaitOfflineReady();
      threads.go(ours + "?threads=2&dtype=q8");
      List<Browser> pages = List.of(byItself, threads, plain);
      double[] medians = new double[pages.size()];
      Series[] rates = {new Series(), new Series(), new Series()};
      Series byItselfToPlain = new Series();
      Series threadsToPlain = new Series();
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        double[] now = new double[pages.size()];
        String[] texts = new String[pages.size()];
        for (int turn = 0; turn < now.length; turn++) {
          // Each goes first in its turn.
          int index = Math.floorMod(turn + round, now.length);
          Map<String, Object> run =
              pages.get(index).script(index == 2 ? PLAIN : OURS, MESSAGES, SETTINGS);
          now[index] = 1000 * TOKENS / ((Number) run.get("time")).doubleValue();
          texts[index] = ((String) run.get("text")).strip();
        }
        if (!texts[0].equals(texts[2]) || !texts[1].equals(texts[2])) {
          throw new AssertionError("The pages answer differently: " + List.of(texts));
        }
        if (round >= 0) {
          for (int i = 0; i < now.length; i++) {
            rates[i].add(now[i]);
          }
          byItselfToPlain.add(now[0] / now[2]);
          threadsToPlain.add(now[1] / now[2]);
        }
      }
      for (int i = 0; i < medians.length; i++) {
        medians[i] = rates[i].median();
      }
      List<Row> rows =
          List.of(
              new Row("Biscuit in q8", medians[0], medians[2], byItselfToPlain.median(), 1),
              new Row(
                  "the same in two threads", medians[1], medians[2], threadsToPlain.median(), 1));
      rows.forEach(System.out::println);
      return rows;
    }
  }

  private static final String OURS =
      """
      await ovenbird.ready("biscuit", { consent: true });
      const begin = performance.now();
      const { text } = await ovenbird.run("biscuit", args[0], args[1]);
      return { text, time: performance.now() - begin };
      """;

  private static final String PLAIN =
      """
      while (!window.generate) await new Promise((resolve) => setTimeout(resolve, 5));
      const begin = performance.now();
      const text = await window.generate(args[0], args[1]);
      return { text, time: performance.now() - begin };
      """;

  private static Browser open(String page) {
    Browser browser = Browser.open(Mode.WASM);
    browser.go(page);
    return browser;
  }
}

package dev.ovenbird.bench;

import dev.ovenbird.browser.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How long a reader waits: for the first answer, and for each after it. In turn, page by page. */
final class DeliveryTimes {
  private static final int STARTS = 5;
  private static final int ANSWERS = 101;
  private static final int BATCHES = 11;

  /** The browser compiles better what it has run often. */
  private static final int WARM_UP = 30;

  private static final Link LINK = Link.of(50, 40);

  private DeliveryTimes() {}

  /**
   * Cold, and warm in a browser that was closed meanwhile, once and once more, over 50 Mbit/s with
   * 40 ms of latency: what a browser has compiled it keeps bit by bit. The hosts' files are fresh
   * for ten minutes, so that the plain page asks for nothing the second time.
   */
  static List<DeliveryRow> starts(DeliveryHosts hosts) throws IOException {
    hosts.connectBy(LINK);
    Pair cold = new Pair();
    Pair warm = new Pair();
    Pair later = new Pair();
    for (int round = 0; round < STARTS; round++) {
      double[][] times = new double[2][];
      for (int turn = 0; turn < 2; turn++) {
        int page = (turn + round) % 2;
        times[page] = page == 0 ? startOurs(hosts) : startPlain(hosts);
      }
      cold.add(times[0][0], times[1][0]);
      warm.add(times[0][1], times[1][1]);
      later.add(times[0][2], times[1][2]);
    }
    hosts.connectBy(Link.UNLIMITED);
    return List.of(
        cold.row("time to the first answer, 50 Mbit/s and 40 ms, nothing there", 0.5).print(),
        warm.row("the same in a browser started anew, all on the device", 0.8).print(),
        later.row("the same in a browser started anew once more", 0.8).print());
  }

  private static double[] startOurs(DeliveryHosts hosts) throws IOException {
    try (DeliveryVisit visit = new DeliveryVisit(hosts.ours, DeliveryHosts.DEMO)) {
      double cold = visit.answer();
      visit.awaitOfflineReady();
      return comingBack(visit, cold);
    }
  }

  private static double[] startPlain(DeliveryHosts hosts) throws IOException {
    try (DeliveryVisit visit = new DeliveryVisit(hosts.plain, DeliveryHosts.PLAIN)) {
      return comingBack(visit, visit.answer());
    }
  }

  private static double[] comingBack(DeliveryVisit visit, double cold) throws IOException {
    visit.comeBack();
    double warm = visit.answer();
    visit.comeBack();
    return new double[] {cold, warm, visit.answer()};
  }

  /**
   * One sentence, and a batch of long texts; with one thread, and with as many as our page takes.
   * Two pages are open at a time, ours and the other; with a third the ratios came out higher.
   */
  static List<DeliveryRow> answers(DeliveryHosts hosts) throws IOException {
    List<String> one = HeldOut.sentences().subList(0, 1);
    List<String> passages = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      passages.add(String.join(" ", HeldOut.sentences().subList(8 * i, 8 * i + 8)));
    }
    Pair sentences;
    Pair batches;
    Pair sentencesInThreads;
    Pair batchesInThreads;
    try (DeliveryVisit plain = new DeliveryVisit(hosts.plain, DeliveryHosts.PLAIN)) {
      plain.answer();
      try (DeliveryVisit ours = new DeliveryVisit(hosts.ours, DeliveryHosts.DEMO + "?threads=1")) {
        settle(ours);
        sentences = measure(ANSWERS, one, ours, plain);
        batches = measure(BATCHES, passages, ours, plain);
      }
      try (DeliveryVisit ours = new DeliveryVisit(hosts.ours, DeliveryHosts.DEMO)) {
        settle(ours);
        boolean isolated = ours.browser().script("return crossOriginIsolated");
        System.out.println(
            isolated
                ? "Our page is isolated without a header of the host's: it computes in threads."
                : "Our page is not isolated: it computes in one thread.");
        sentencesInThreads = measure(ANSWERS, one, ours, plain);
        batchesInThreads = measure(BATCHES, passages, ours, plain);
      }
    }
    return List.of(
        sentences.row("an answer to one sentence, one thread", 1.02).print(),
        sentencesInThreads.row("the same as our page computes by itself", 1.02).print(),
        batches.row("an answer to 16 passages, one thread", 1.02).print(),
        batchesInThreads.row("the same as our page computes by itself", 1 / 1.5).print());
  }

  /** Opens a page of ours once more, when all that the site fetches ahead is there. */
  private static void settle(DeliveryVisit visit) {
    visit.answer();
    visit.awaitOfflineReady();
    visit.answer();
  }

  private static Pair measure(
      int rounds, List<String> texts, DeliveryVisit ours, DeliveryVisit plain) {
    Pair pair = new Pair();
    List<DeliveryVisit> visits = List.of(ours, plain);
    for (int round = -Math.min(WARM_UP, rounds); round < rounds; round++) {
      double[] now = new double[2];
      for (int turn = 0; turn < now.length; turn++) {
        // Each goes first in its turn.
        int index = Math.floorMod(turn + round, now.length);
        now[index] = visits.get(index).time(texts);
      }
      if (round >= 0) {
        pair.add(now[0], now[1]);
      }
    }
    return pair;
  }

  /** Times of ours and of the other, round by round. */
  private static final class Pair {
    private final Series ours = new Series();
    private final Series plain = new Series();
    private final Series ratios = new Series();

    void add(double ofOurs, double ofPlain) {
      ours.add(ofOurs);
      plain.add(ofPlain);
      ratios.add(ofOurs / ofPlain);
    }

    DeliveryRow row(String what, double goal) {
      return new DeliveryRow(what, ours.median(), plain.median(), "ms", ratios.median(), goal);
    }
  }
}

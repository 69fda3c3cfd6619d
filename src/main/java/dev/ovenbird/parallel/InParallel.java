package dev.ovenbird.parallel;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Does the same with many things on all cores, each of which takes the next thing when it is done
 * with one. A parallel stream deals them out in a few large parts before it begins, and on two
 * cores one of them then often has the last quarter to do alone.
 *
 * <p>Everywhere the work finds the class loader of the thread that asked for it, as libraries do
 * that look for their parts, such as ImageIO.
 */
public final class InParallel {
  private InParallel() {}

  /**
   * What becomes of each item, in their order.
   *
   * @throws RuntimeException what the work throws for any of them; the rest may not be done then
   */
  public static <T, R> List<R> map(
      Collection<? extends T> items, Function<? super T, ? extends R> work) {
    Object[] all = items.toArray();
    AtomicInteger next = new AtomicInteger();
    CallersLoader loader = new CallersLoader();
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            core ->
                loader.call(
                    () -> {
                      work(all, next, work);
                      return null;
                    }));
    @SuppressWarnings("unchecked")
    List<R> results = (List<R>) Arrays.asList(all);
    return results;
  }

  /** Takes one item after the other, until somebody has taken the last. */
  private static <T, R> void work(
      Object[] all, AtomicInteger next, Function<? super T, ? extends R> work) {
    try {
      for (int i = next.getAndIncrement(); i < all.length; i = next.getAndIncrement()) {
        @SuppressWarnings("unchecked")
        T item = (T) all[i];
        all[i] = work.apply(item);
      }
    } catch (RuntimeException | Error e) {
      // Nobody begins another.
      next.set(all.length);
      throw e;
    }
  }

  /** Does something with each item, in any order. */
  public static <T> void forEach(Collection<? extends T> items, Consumer<? super T> work) {
    map(
        items,
        item -> {
          work.accept(item);
          return item;
        });
  }
}

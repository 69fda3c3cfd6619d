package dev.ovenbird.parallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Work that is done on another core, or at the latest when its result is asked for. Like {@link
 * InParallel}, it finds the class loader of the thread that began it.
 *
 * @param <T> its result
 */
public final class Begun<T> implements AutoCloseable {
  /** What can fail as disks and networks do. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  private final ForkJoinTask<T> task;

  private Begun(ForkJoinTask<T> task) {
    this.task = task;
  }

  /** Begins some work. */
  public static <T> Begun<T> of(Work<T> work) {
    CallersLoader loader = new CallersLoader();
    return new Begun<>(ForkJoinPool.commonPool().submit(() -> loader.call(() -> run(work))));
  }

  private static <T> T run(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for what comes of it.
   *
   * @throws IOException what the work throws
   * @throws RuntimeException likewise
   */
  public T result() throws IOException {
    try {
      return task.join();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Waits for its end, so that nothing goes on behind the back of who is done, or has failed. */
  @Override
  public void close() {
    task.quietlyJoin();
  }
}

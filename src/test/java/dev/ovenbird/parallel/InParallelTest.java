package dev.ovenbird.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InParallelTest {
  @Test
  void keepsTheOrder() {
    List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
    assertEquals(numbers.stream().map(n -> n * n).toList(), InParallel.map(numbers, n -> n * n));
  }

  @Test
  void throwsWhatTheWorkThrowsAndBeginsNothingAfterIt() {
    AtomicInteger begun = new AtomicInteger();
    assertThrows(
        IllegalStateException.class,
        () ->
            InParallel.forEach(
                Collections.nCopies(1000, 0),
                item -> {
                  begun.incrementAndGet();
                  throw new IllegalStateException();
                }));
    assertTrue(begun.get() <= Runtime.getRuntime().availableProcessors());
  }

  /** Of a site with an image: within Maven no thread of the pool would find the writer of WebP. */
  @Test
  void theWorkFindsTheCallersClassLoaderOnEachThread() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
    CountDownLatch others = new CountDownLatch(threads);
    try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
      thread.setContextClassLoader(loader);
      List<ClassLoader> seen =
          InParallel.map(
              Collections.nCopies(threads, 0),
              item -> {
                others.countDown();
                try {
                  // So that a thread of the pool has one of them.
                  others.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return Thread.currentThread().getContextClassLoader();
              });
      assertEquals(Collections.nCopies(threads, loader), seen);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

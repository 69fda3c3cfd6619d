package dev.ovenbird.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BegunTest {
  @Test
  void goesOnWhileOthersWork() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (Begun<Integer> work =
        Begun.of(
            () -> {
              begun.countDown();
              return 42;
            })) {
      assertTrue(begun.await(10, TimeUnit.SECONDS));
      assertEquals(42, work.result());
      assertEquals(42, work.result());
    }
  }

  @Test
  void throwsWhatTheWorkThrows() {
    IOException full = new IOException("The disk is full.");
    Begun<Void> work =
        Begun.of(
            () -> {
              throw full;
            });
    assertSame(full, assertThrows(IOException.class, work::result));
    work.close();
    Begun<Void> wrong =
        Begun.of(
            () -> {
              throw new IllegalStateException();
            });
    assertThrows(IllegalStateException.class, wrong::result);
  }

  @Test
  void isDoneWhenItIsClosed() {
    AtomicBoolean done = new AtomicBoolean();
    Begun.of(
            () -> {
              Thread.yield();
              done.set(true);
              return null;
            })
        .close();
    assertTrue(done.get());
  }

  @Test
  void findsTheClassLoaderOfWhoBeganIt() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
      thread.setContextClassLoader(loader);
      Begun<ClassLoader> work = Begun.of(() -> Thread.currentThread().getContextClassLoader());
      thread.setContextClassLoader(before);
      assertSame(loader, work.result());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

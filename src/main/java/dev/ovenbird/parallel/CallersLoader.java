package dev.ovenbird.parallel;

import java.util.function.Supplier;

/**
 * The class loader of the thread that made this, for work that is done on another one. The pool's
 * own threads know what Java was started with, which inside Maven is Maven. Thread-safe.
 */
final class CallersLoader {
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

  /** Does some work that finds that class loader, whichever thread this is. */
  <T> T call(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(own);
    }
  }
}

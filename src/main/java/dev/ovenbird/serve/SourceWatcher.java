package dev.ovenbird.serve;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the sources of a site to change. The system's notices say when to look, and looking
 * says what changed, so that neither a folder that is new nor a notice that was lost, nor what an
 * editor does to save a file, makes a difference. Where a system gives no notices (shared folders
 * of containers and networks), it looks now and then. For one thread.
 */
public final class SourceWatcher implements AutoCloseable {
  /** How long nothing must happen until a change is taken for whole. */
  private static final long QUIET_MILLIS = 50;

  /** How long it may go on without such a pause. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Between looks without a notice. */
  private static final long PAUSE_MILLIS = 1000;

  /** To look may take this part of the time between looks. */
  private static final int SHARE = 100;

  private final Path source;
  private final List<Path> roots;
  private final WatchService notices;
  private final Set<Path> watched = new HashSet<>();
  private SourceSnapshot seen;
  private long pauseMillis = PAUSE_MILLIS;

  private SourceWatcher(Path source, List<Path> roots) throws IOException {
    this.source = source;
    this.roots = roots;
    this.notices = source.getFileSystem().newWatchService();
    this.seen = look();
  }

  /**
   * Begins to watch. What changes from now on is given by {@link #await}, however late it is
   * called.
   *
   * @param source the site's folder
   * @param roots the files and folders in it that matter; they need not exist yet
   */
  public static SourceWatcher of(Path source, List<Path> roots) throws IOException {
    return new SourceWatcher(source, roots);
  }

  /** Waits until files have changed and no more do; gives those that are new, gone or written. */
  public SortedSet<Path> await() throws IOException, InterruptedException {
    while (true) {
      if (noticedWithin(pauseMillis)) {
        settle();
      }
      SourceSnapshot now = look();
      SortedSet<Path> changed = now.changesSince(seen);
      seen = now;
      if (!changed.isEmpty()) {
        return changed;
      }
    }
  }

  private void settle() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean more = true;
    while (more && System.nanoTime() < end) {
      more = noticedWithin(QUIET_MILLIS);
    }
  }

  private boolean noticedWithin(long millis) throws InterruptedException {
    WatchKey key = notices.poll(millis, TimeUnit.MILLISECONDS);
    boolean noticed = key != null;
    while (key != null) {
      key.pollEvents();
      if (!key.reset()) {
        // Its folder is gone; one of the same name would be another.
        watched.remove((Path) key.watchable());
      }
      key = notices.poll();
    }
    return noticed;
  }

  /** Folders are watched before their files are listed: what comes in between is noticed. */
  private SourceSnapshot look() throws IOException {
    long begun = System.nanoTime();
    SourceSnapshot found = SourceSnapshot.of(roots);
    boolean more = watch(source);
    for (Path folder : found.folders()) {
      more |= watch(folder);
    }
    if (more) {
      found = SourceSnapshot.of(roots);
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    pauseMillis = Math.max(PAUSE_MILLIS, took * SHARE);
    return found;
  }

  private boolean watch(Path folder) {
    if (!watched.add(folder)) {
      return false;
    }
    try {
      folder.register(notices, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      return true;
    } catch (IOException e) {
      // The system watches no more folders, or this one went: looking now and then has to do.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    notices.close();
  }
}

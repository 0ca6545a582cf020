package dev.usher.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the opposite order; once, also when two threads ask. */
final class ClosingStack implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClosingStack.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private boolean closed;

  /** Closes it at once when this was closed meanwhile. */
  synchronized <T extends AutoCloseable> T push(T resource) {
    opened.push(resource);
    if (closed) {
      closeAll();
      throw new IllegalStateException("stopped while starting");
    }
    return resource;
  }

  /** Whether nothing is open. */
  synchronized boolean isEmpty() {
    return opened.isEmpty();
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeAll();
  }

  private void closeAll() {
    while (!opened.isEmpty()) {
      AutoCloseable next = opened.pop();
      try {
        next.close();
      } catch (Exception | Error e) { // what was opened before is closed all the same
        log.warn("{} did not stop cleanly", next.getClass().getSimpleName(), e);
      }
    }
  }
}

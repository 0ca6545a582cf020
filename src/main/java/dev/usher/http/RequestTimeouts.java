package dev.usher.http;

import dev.usher.store.Deadline;
import java.time.Duration;
import java.util.Set;

/**
 * How long a request may take in all, from when it has arrived: in the queue for a worker, for a
 * connection to the database and in its statements.
 *
 * @param reads what reads: its client waits for a page, and may narrow its query
 * @param writes what writes, a Bulk too: stopped halfway, all its work was in vain
 */
public record RequestTimeouts(Duration reads, Duration writes) {
  /** Identity providers give up after 30 to 60 s. */
  public static final RequestTimeouts DEFAULT =
      new RequestTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(60));

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String SEARCH = "/.search";

  /**
   * The deadline of a request.
   *
   * @param arrived when all of it had, by {@link System#nanoTime()}: how slow its client may be is
   *     limited before
   */
  Deadline deadline(String method, String path, long arrived) {
    boolean reads = READING.contains(method) || path.endsWith(SEARCH);
    return Deadline.after(arrived, reads ? reads() : writes());
  }
}

package dev.usher.http;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request: the template of its path, never the path or the query, which may hold
 * a link's token or somebody's name.
 */
final class AccessLog {
  /** The key of the request's id in the logging context. */
  static final String REQUEST_ID = "requestId";

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  private AccessLog() {}

  /**
   * Writes the line.
   *
   * @param startNanos when the request began, by {@link System#nanoTime()}
   */
  static void write(String method, Exchange exchange, int status, long startNanos) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "{} {} {} {} ms account={} from={} request={}",
          printable(method),
          exchange.route(),
          status,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos),
          exchange.account().map(UUID::toString).orElse("-"),
          exchange.sourceAddress(),
          exchange.requestId());
    }
  }

  private static String printable(String method) {
    boolean usual = method.length() <= 10 && method.chars().allMatch(Character::isUpperCase);
    return usual ? method : "?";
  }
}

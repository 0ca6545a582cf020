package dev.usher.store;

import java.time.Duration;

/**
 * What a statement may take of the database.
 *
 * @param writing whether the sessions are for writes
 * @param statementTime how long a statement may run (max_statement_time); zero for no limit
 * @param memory the most bytes that a session may have (max_session_mem_used): its statement, and
 *     the statements that it keeps prepared
 */
record SessionLimits(boolean writing, Duration statementTime, long memory) {
  /** How much longer than a statement may run its answer is waited for. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /**
   * How long the driver waits for the server, in milliseconds, 0 for ever. The server looks whether
   * a statement has to stop at many places, yet not everywhere in its optimizer, and a server that
   * has vanished from the network says nothing at all. Closing the connection then frees the
   * worker.
   */
  long answerMillis() {
    return statementTime.isZero() ? 0 : statementTime.plus(GRACE).toMillis();
  }
}

package dev.usher.cli.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one client sends its requests over: a kept-alive connection that is opened anew when the
 * server has ended it, and that waits when the server asks for patience.
 *
 * <p>A server may end a connection between two requests, which the client sees only when it has
 * sent the next one (RFC 9112 §9.3.1). Such a request is sent once more when the connection had
 * been used before and no byte of an answer came.
 */
final class LastingConnection implements AutoCloseable {
  static final int TOO_MANY_REQUESTS = 429;

  private final URI base;
  private final Optional<String> token;
  private HttpConnection connection;
  private OptionalLong repeatedAt = OptionalLong.empty();
  private int waits;
  private Duration waited = Duration.ZERO;

  /**
   * Connects.
   *
   * @param base what paths are appended to, {@code https} or {@code http}
   * @param token sent as a bearer token, if any
   */
  LastingConnection(URI base, Optional<String> token) throws IOException {
    this.base = base;
    this.token = token;
    this.connection = new HttpConnection(base, token);
  }

  /** One request, to be sent as often as it takes. */
  private interface Request {
    int sendOn(HttpConnection connection) throws IOException;
  }

  /**
   * Sends a request and reads the answer to its end.
   *
   * @param body empty for none
   * @return the status; 429 only when waiting has not helped
   */
  int send(String method, String path, Optional<String> body) throws IOException {
    return send(method, path, body, Optional.empty());
  }

  /**
   * The same.
   *
   * @param bearer the token of this request alone, in place of the connection's
   */
  int send(String method, String path, Optional<String> body, Optional<String> bearer)
      throws IOException {
    return patiently(open -> open.send(method, path, body, bearer));
  }

  /** Like {@link #send}, for an answer whose body is wanted: {@link #body()}. */
  int sendForBody(String method, String path, Optional<String> body) throws IOException {
    return patiently(open -> open.sendForBody(method, path, body));
  }

  /** The body of the last answer that was asked for with {@link #sendForBody}. */
  byte[] body() {
    return connection.body();
  }

  /**
   * When the last request was sent after the last wait, as {@link System#nanoTime} counts; empty
   * when there was no wait.
   */
  OptionalLong repeatedAt() {
    return repeatedAt;
  }

  /** How often requests were answered 429 and repeated. */
  int waits() {
    return waits;
  }

  /** How long they waited for that. */
  Duration waited() {
    return waited;
  }

  private int patiently(Request request) throws IOException {
    repeatedAt = OptionalLong.empty();
    int status = send(request);
    Duration left = RetryDelay.IN_ALL;
    while (status == TOO_MANY_REQUESTS && !left.isZero()) {
      Duration asked = RetryDelay.of(connection.retryAfter(), Instant.now());
      Duration wait = asked.compareTo(left) < 0 ? asked : left;
      left = left.minus(wait);
      pause(wait);
      repeatedAt = OptionalLong.of(System.nanoTime());
      status = send(request);
    }
    return status;
  }

  private void pause(Duration wait) throws IOException {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    waits++;
    waited = waited.plus(wait);
  }

  private int send(Request request) throws IOException {
    if (connection.isEnding()) {
      reopen();
    }
    try {
      return request.sendOn(connection);
    } catch (SocketTimeoutException e) {
      throw e; // the server has not ended the connection: it may be at work on the request
    } catch (IOException e) {
      if (!connection.endedWithoutAnswer()) {
        throw e;
      }
      reopen();
      return request.sendOn(connection);
    }
  }

  private void reopen() throws IOException {
    connection.close();
    connection = new HttpConnection(base, token);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}

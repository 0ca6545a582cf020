package dev.usher.http.admission;

import dev.usher.http.admission.MemoryBudget.Charge;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * One connection of a client: which part of a request or an answer it is in, and since when.
 * Changes come from selector threads, workers and the sweep.
 */
final class ClientConnection {
  private static final Attribute<ClientConnection> ATTRIBUTE =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(ClientConnection.class.getName());

  /** After a refusal, a client that sends nothing for so long has stopped sending. */
  private static final long QUIET_NANOS = 1_000_000_000;

  /** The objects around what one read brought, be it a byte. */
  private static final int READ_OVERHEAD = 128;

  private static final long MOST_DISCARDED = 64L * 1024 * 1024;

  private enum Phase {
    IDLE,
    HEAD,
    BODY,
    WORK,
    ANSWER,
    LINGER
  }

  private final Connection<?> connection;
  private final MemoryBudget budget;
  private Phase phase = Phase.IDLE;
  private long since;
  private long progress;
  private long bytes;
  private Charge head;
  private Optional<Call> call = Optional.empty();

  private ClientConnection(Connection<?> connection, MemoryBudget budget, long now) {
    this.connection = connection;
    this.budget = budget;
    this.since = now;
    this.head = budget.open(MemoryBudget.Use.ARRIVAL);
  }

  static ClientConnection open(Connection<?> connection, MemoryBudget budget) {
    ClientConnection client = new ClientConnection(connection, budget, System.nanoTime());
    ATTRIBUTE.set(connection, client);
    return client;
  }

  /** The one of a connection that was let in. */
  static ClientConnection of(Connection<?> connection) {
    return ATTRIBUTE.get(connection);
  }

  Connection<?> connection() {
    return connection;
  }

  /** The request that has begun and whose answer is not complete. */
  synchronized Optional<Call> call() {
    return call;
  }

  /** What becomes of bytes that came. */
  enum Taking {
    TAKEN,
    DISCARDED,
    NO_ROOM
  }

  /** Bytes came, of whatever kind. */
  synchronized Taking came(int count) {
    long now = System.nanoTime();
    switch (phase) {
      case LINGER -> {
        bytes += count;
        progress = now;
        return Taking.DISCARDED;
      }
      case IDLE -> enter(Phase.HEAD, now);
      default -> {}
    }
    if (phase == Phase.HEAD && !head.grow(count + READ_OVERHEAD)) {
      return Taking.NO_ROOM;
    }
    return Taking.TAKEN;
  }

  /** A head is complete. False when this is no longer expected, as after a refusal. */
  synchronized boolean began(Call next) {
    if (phase == Phase.LINGER || !connection.isOpen()) {
      return false;
    }
    // a pipelined request came with the one before
    next.arrivingSince(phase == Phase.HEAD ? since : System.nanoTime());
    enter(Phase.BODY, System.nanoTime());
    call = Optional.of(next);
    return true;
  }

  synchronized boolean isLingering() {
    return phase == Phase.LINGER;
  }

  /** So many bytes of the body have come. */
  synchronized void bodyCame(long all) {
    bytes = all;
  }

  synchronized void complete() {
    enter(Phase.WORK, System.nanoTime());
  }

  synchronized void answering() {
    enter(Phase.ANSWER, System.nanoTime());
  }

  /** The client took bytes of the answer. */
  synchronized void sent(long count) {
    bytes += count;
    progress = System.nanoTime();
  }

  /** What still comes is thrown away, and the connection closed soon. False when it was so. */
  synchronized boolean linger() {
    if (phase == Phase.LINGER) {
      return false;
    }
    enter(Phase.LINGER, System.nanoTime());
    return true;
  }

  /** The call is over; the next may begin. */
  synchronized void ended() {
    call = Optional.empty();
    head.release();
    head = budget.open(MemoryBudget.Use.ARRIVAL);
    if (phase != Phase.LINGER) {
      enter(Phase.IDLE, System.nanoTime());
    }
  }

  /** Releases everything. */
  void closed() {
    call().ifPresent(Call::abort);
    synchronized (this) {
      head.release();
    }
  }

  private void enter(Phase next, long now) {
    phase = next;
    since = now;
    progress = now;
    bytes = 0;
  }

  /** What is due. */
  enum Overdue {
    NO,
    HEAD,
    BODY,
    CLOSE
  }

  /** What a deadline says now. */
  synchronized Overdue overdue(Deadlines deadlines, long now) {
    long nanos = now - since;
    return switch (phase) {
      case IDLE -> deadlines.isIdleTooLong(nanos) ? Overdue.CLOSE : Overdue.NO;
      case HEAD -> deadlines.isHeadLate(nanos) ? Overdue.HEAD : Overdue.NO;
      case BODY -> deadlines.isBodyLate(nanos, bytes) ? Overdue.BODY : Overdue.NO;
      case WORK -> Overdue.NO;
      case ANSWER ->
          deadlines.isAnswerLate(nanos, bytes, now - progress) ? Overdue.CLOSE : Overdue.NO;
      case LINGER ->
          now - progress > QUIET_NANOS
                  || bytes > MOST_DISCARDED
                  || deadlines.isLingeringTooLong(nanos)
              ? Overdue.CLOSE
              : Overdue.NO;
    };
  }

  /** Refuses with a complete message what is no request yet. */
  void refuse(byte[] message) {
    if (linger()) {
      write(Buffers.wrap(connection.getMemoryManager(), message));
    }
  }

  @SuppressWarnings("unchecked")
  private void write(Buffer message) {
    ((Connection<Object>) connection)
        .write(
            message,
            new EmptyCompletionHandler<WriteResult<Object, Object>>() {
              @Override
              public void completed(WriteResult<Object, Object> result) {
                endSending();
              }
            });
  }

  /**
   * The last answer is written: the client reads the end of the stream, and may still send, so that
   * bytes on their way do not destroy the answer (RFC 9112 §9.6).
   */
  void endSending() {
    try {
      ((SocketChannel) ((NIOConnection) connection).getChannel()).shutdownOutput();
    } catch (IOException e) { // there is no connection any more
      connection.terminateSilently();
    }
  }
}

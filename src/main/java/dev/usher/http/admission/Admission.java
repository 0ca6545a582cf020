package dev.usher.http.admission;

import dev.usher.directory.RepeatedWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.server.FileCacheFilter;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;

/**
 * What lets requests into the server: it bounds the connections, the memory and the disk space that
 * all clients together take, and the time that each takes to send a request and to read an answer.
 */
public final class Admission implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofMillis(250);

  private final AdmissionSettings settings;
  private final MemoryBudget budget;
  private final Spool spool;
  private final List<ConnectionFilter> filters = new CopyOnWriteArrayList<>();
  private final RepeatedWork sweeps = new RepeatedWork("http-deadlines", Duration.ZERO);

  public Admission(AdmissionSettings settings) {
    this.settings = settings;
    this.budget = new MemoryBudget(settings.memory());
    this.spool = new Spool(settings.spoolDirectory(), settings.spool());
    sweeps.every(
        SWEEP, () -> filters.forEach(ConnectionFilter::sweep), "Deadlines could not be looked at");
  }

  /**
   * Makes the chain of a listener admit requests: in place of Grizzly's filters for handlers, files
   * and idle connections.
   *
   * @param reception answers the requests
   * @param exempt the addresses that may have any number of the connections
   */
  public void guard(FilterChainBuilder chain, Reception reception, Predicate<String> exempt) {
    ConnectionFilter connections =
        new ConnectionFilter(
            new Connections(settings.connections(), settings.connectionsPerAddress(), exempt),
            budget,
            settings.deadlines(),
            reception);
    filters.add(connections);
    chain.remove(chain.indexOfType(IdleTimeoutFilter.class));
    chain.remove(chain.indexOfType(FileCacheFilter.class));
    chain.set(
        chain.indexOfType(HttpServerFilter.class), new CallFilter(budget, reception, connections));
    chain.add(chain.indexOfType(TransportFilter.class) + 1, connections);
  }

  /**
   * Refuses what cannot be read as the head of a request. What still comes on the connection is
   * discarded, so that a client that goes on sending reads the refusal (RFC 9112 §9.6).
   *
   * @param message a complete answer
   */
  public static void refuse(Connection<?> connection, byte[] message) {
    ClientConnection.of(connection).refuse(message);
  }

  /** What bounds the memory of all requests. */
  public MemoryBudget budget() {
    return budget;
  }

  /** A body for an answer. */
  public AnswerBody newBody() {
    return new AnswerBody(budget, spool);
  }

  /** What is in use now. */
  public Usage usage() {
    return new Usage(
        filters.stream().mapToInt(ConnectionFilter::open).sum(), budget.used(), spool.used());
  }

  /**
   * What is in use.
   *
   * @param connections that are open
   * @param memory bytes of the budget
   * @param spool bytes in files
   */
  public record Usage(int connections, long memory, long spool) {}

  @Override
  public void close() {
    sweeps.close();
  }
}

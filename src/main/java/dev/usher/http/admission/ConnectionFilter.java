package dev.usher.http.admission;

import dev.usher.directory.RepeatedWork;
import dev.usher.scim.error.ScimException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ICloseType;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;

/** Lets connections in, sees each byte before it is parsed, and ends what is too slow. */
final class ConnectionFilter extends BaseFilter {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Connections connections;
  private final MemoryBudget budget;
  private final Deadlines deadlines;
  private final Reception reception;
  private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();

  ConnectionFilter(
      Connections connections, MemoryBudget budget, Deadlines deadlines, Reception reception) {
    this.connections = connections;
    this.budget = budget;
    this.deadlines = deadlines;
    this.reception = reception;
  }

  @Override
  public NextAction handleAccept(FilterChainContext context) {
    Connection<?> connection = context.getConnection();
    String address = address(connection);
    if (!connections.open(address)) {
      connection.write(message(tooMany()), null);
      connection.closeSilently();
      return context.getStopAction();
    }
    ClientConnection client = ClientConnection.open(connection, budget);
    open.add(client);
    connection.addCloseListener(new Closed(client, address));
    return context.getInvokeAction();
  }

  private static String address(Connection<?> connection) {
    return connection.getPeerAddress() instanceof InetSocketAddress peer
        ? peer.getAddress().getHostAddress()
        : "";
  }

  private static ScimException tooMany() {
    return ScimException.unavailable(
        "Too many connections are open; close some, or try again.", RETRY_AFTER, null);
  }

  @SuppressWarnings("unchecked")
  private <T> T message(ScimException refusal) {
    return (T) Buffers.wrap(null, reception.refusal(refusal, false));
  }

  @Override
  public NextAction handleRead(FilterChainContext context) {
    ClientConnection client = ClientConnection.of(context.getConnection());
    Buffer came = context.getMessage();
    if (client == null) { // was not let in
      came.tryDispose();
      return context.getStopAction();
    }
    switch (client.came(came.remaining())) {
      case TAKEN -> {
        return context.getInvokeAction();
      }
      case NO_ROOM -> client.refuse(reception.refusal(Call.noRoom(), false));
      case DISCARDED -> {}
    }
    came.tryDispose();
    return context.getStopAction();
  }

  /** Ends what is overdue. */
  void sweep() {
    long now = System.nanoTime();
    for (ClientConnection client : open) { // one that fails does not keep the others
      RepeatedWork.attempt(() -> sweep(client, now), "A deadline of a connection failed");
    }
  }

  private void sweep(ClientConnection client, long now) {
    switch (client.overdue(deadlines, now)) {
      case NO -> {}
      case HEAD -> client.refuse(reception.refusal(late("head"), false));
      case BODY -> client.call().ifPresent(call -> call.refuseUnfinished(late("body")));
      case CLOSE -> client.connection().terminateSilently();
    }
  }

  private static ScimException late(String part) {
    return new ScimException(408, null, "The request's " + part + " did not arrive in time.");
  }

  /** Refuses the requests that have not come completely. */
  void refuseUnfinished(ScimException refusal) {
    open.forEach(client -> client.call().ifPresent(call -> call.refuseUnfinished(refusal)));
  }

  int open() {
    return open.size();
  }

  /** Gives back what a connection had. */
  private final class Closed implements CloseListener<Closeable, ICloseType> {
    private final ClientConnection client;
    private final String address;

    Closed(ClientConnection client, String address) {
      this.client = client;
      this.address = address;
    }

    @Override
    public void onClosed(Closeable closeable, ICloseType type) throws IOException {
      open.remove(client);
      connections.close(address);
      client.closed();
    }
  }
}

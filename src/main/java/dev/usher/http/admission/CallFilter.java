package dev.usher.http.admission;

import dev.usher.scim.error.ScimException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.ShutdownEvent;
import org.glassfish.grizzly.http.HttpBrokenContent;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects each request on the selector thread that reads it, and hands the complete one over. From
 * then on nothing is read from its connection until the client has taken the answer, so a client
 * that does not read is not listened to either.
 */
final class CallFilter extends BaseFilter {
  private static final Logger LOG = LoggerFactory.getLogger(CallFilter.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final MemoryBudget budget;
  private final Reception reception;
  private final ConnectionFilter connections;
  private final AtomicInteger calls = new AtomicInteger();
  private final CompletableFuture<Filter> drained = new CompletableFuture<>();
  private volatile boolean closing;

  CallFilter(MemoryBudget budget, Reception reception, ConnectionFilter connections) {
    this.budget = budget;
    this.reception = reception;
    this.connections = connections;
  }

  @Override
  public NextAction handleRead(FilterChainContext context) {
    HttpContent part = context.getMessage();
    ClientConnection client = ClientConnection.of(context.getConnection());
    if (client.isLingering()) {
      part.recycle();
      return context.getStopAction();
    }
    Optional<Call> begun = client.call();
    Call call = begun.orElseGet(() -> begin(client, (HttpRequestPacket) part.getHttpHeader()));
    if (part instanceof HttpBrokenContent broken) {
      return broken(context, client, call, broken);
    }
    boolean last = part.isLast();
    Optional<ScimException> refusal = Optional.empty();
    try {
      if (begun.isEmpty()) {
        if (!client.began(call)) {
          call.abort();
          return context.getStopAction();
        }
        begin(call, last);
      }
      call.append(part.getContent());
    } catch (ScimException refused) {
      refusal = Optional.of(refused);
    } finally {
      part.getContent().tryDispose();
      part.recycle();
    }
    if (last) {
      return complete(context, call, refusal);
    }
    refusal.ifPresent(call::refuse);
    return context.getStopAction();
  }

  private Call begin(ClientConnection client, HttpRequestPacket request) {
    Call call = new Call(client, request, budget, reception, this::ended);
    calls.incrementAndGet();
    return call;
  }

  private void begin(Call call, boolean last) {
    if (closing) {
      throw shuttingDown();
    }
    call.admit();
    if (!last && call.request().requiresAcknowledgement()) {
      if (!call.hasRoom()) {
        throw Call.noRoom();
      }
      HttpResponsePacket response = call.request().getResponse();
      response.setStatus(HttpStatus.CONINTUE_100);
      response.setAcknowledgement(true);
      write(call, response);
    }
  }

  @SuppressWarnings("unchecked")
  private static void write(Call call, HttpResponsePacket response) {
    call.request().getConnection().write(response, null);
  }

  private static NextAction complete(
      FilterChainContext context, Call call, Optional<ScimException> refusal) {
    call.reading();
    context.suspend();
    call.complete(context);
    try {
      refusal.ifPresentOrElse(call::refuse, call::serve);
    } catch (ScimException refused) {
      call.refuse(refused);
    } catch (RuntimeException | Error e) { // without an answer the connection would hang
      LOG.error("A request failed before its resource", e);
      call.refuse(new ScimException(500, null, "The server failed on this request."));
    }
    return call.endedWhileRead() ? context.getStopAction() : context.getSuspendAction();
  }

  /** The answer ends the connection: where the next request would begin is not known. */
  private NextAction broken(
      FilterChainContext context, ClientConnection client, Call call, HttpBrokenContent part) {
    if (client.call().isEmpty() && !client.began(call)) {
      call.abort();
    } else {
      call.refuse(reception.unreadable(part.getException()));
    }
    part.recycle();
    return context.getStopAction();
  }

  private static ScimException shuttingDown() {
    return ScimException.unavailable("The server is shutting down.", RETRY_AFTER, null);
  }

  private void ended() {
    if (calls.decrementAndGet() == 0 && closing) {
      drained.complete(this);
    }
  }

  /** Waits for the requests that have come completely, and refuses the others. */
  @Override
  public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
    if (event instanceof ShutdownEvent shutdown && !closing) {
      closing = true;
      shutdown.addShutdownTask(drained::get);
      connections.refuseUnfinished(shuttingDown());
      if (calls.get() == 0) {
        drained.complete(this);
      }
    }
    return context.getInvokeAction();
  }
}

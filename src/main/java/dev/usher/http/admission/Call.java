package dev.usher.http.admission;

import dev.usher.http.admission.MemoryBudget.Charge;
import dev.usher.http.admission.MemoryBudget.Use;
import dev.usher.scim.error.ScimException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpRequestPacket;

/**
 * One request and its answer. The request arrives on a selector thread; when it is complete, a
 * worker answers it; the answer is sent without a thread that waits. What it holds is given back
 * however it ends.
 */
public final class Call {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /** What the access log has for requests whose client did not wait; no status of HTTP. */
  private static final int CLIENT_GONE = 499;

  private enum State {
    ARRIVING,
    COMPLETE,
    ANSWERED,
    ENDED
  }

  private final ClientConnection client;
  private final HttpRequestPacket request;
  private final MemoryBudget budget;
  private final Segments body;
  private final Charge arrival;
  private final Charge work;
  private final Runnable atEnd;
  private final AtomicReference<State> state = new AtomicReference<>(State.ARRIVING);
  private final Reception.Visit visit;
  private long startNanos;
  private long mostBody;
  private FilterChainContext context;
  private Thread reader;
  private boolean endedWhileRead;

  Call(
      ClientConnection client,
      HttpRequestPacket request,
      MemoryBudget budget,
      Reception reception,
      Runnable atEnd) {
    this.client = client;
    this.request = request;
    this.budget = budget;
    this.arrival = budget.open(Use.ARRIVAL);
    this.work = budget.open(Use.WORK);
    this.body = new Segments(arrival);
    this.atEnd = atEnd;
    this.visit = reception.receive(this);
  }

  /** The request's head, as it was parsed. */
  public HttpRequestPacket request() {
    return request;
  }

  /** When the first byte of the request came, by {@link System#nanoTime()}. */
  public long startNanos() {
    return startNanos;
  }

  /** Reads the body, which has come completely; once. */
  public InputStream body() {
    return body.reader();
  }

  /** The length of the body. */
  public long bodyLength() {
    return body.length();
  }

  /**
   * Holds memory for what is made of the body, until the answer.
   *
   * @throws ScimException 503 when the budget does not allow it
   */
  public void reserve(long bytes) {
    if (!work.grow(bytes)) {
      throw noRoom();
    }
  }

  static ScimException noRoom() {
    return ScimException.unavailable(
        "The server has no memory left for this request at the moment; try again.",
        RETRY_AFTER,
        null);
  }

  /** Whether the client is known to be gone. */
  public boolean isAbandoned() {
    return state.get() == State.ENDED || !client.connection().isOpen();
  }

  void arrivingSince(long nanos) {
    startNanos = nanos;
  }

  /** Decides by the head; afterwards the body may come. */
  void admit() {
    mostBody = visit.admit();
    if (request.getContentLength() > mostBody) {
      throw visit.tooLarge(mostBody);
    }
  }

  /** Whether a body that was announced would find room. */
  boolean hasRoom() {
    return budget.hasRoom(Use.ARRIVAL, Math.max(0, request.getContentLength()));
  }

  /** Takes a part of the body; nothing after a refusal. */
  void append(Buffer part) {
    int count = part.remaining();
    if (count == 0 || state.get() != State.ARRIVING) {
      return;
    }
    if (body.length() + count > mostBody) {
      throw visit.tooLarge(mostBody);
    }
    long announced = request.getContentLength();
    long atMost = (announced < 0 ? mostBody : announced) - body.length();
    if (!body.append(part::get, count, atMost)) {
      throw noRoom();
    }
    client.bodyCame(body.length());
  }

  /** The request has come completely. The context goes on when the answer was taken. */
  void complete(FilterChainContext suspended) {
    context = suspended;
    if (state.compareAndSet(State.ARRIVING, State.COMPLETE)) {
      client.complete();
    }
  }

  /** Has the complete request answered by a worker. */
  void serve() {
    if (state.get() == State.COMPLETE) {
      visit.serve();
    }
  }

  /** Reads on this thread, so that an end on it needs no resuming. */
  void reading() {
    reader = Thread.currentThread();
  }

  /** Whether the call ended while this thread read it. */
  boolean endedWhileRead() {
    reader = null;
    return endedWhileRead;
  }

  /** Refuses the request, unless it has its answer. */
  public void refuse(ScimException refusal) {
    answer(visit.refusal(refusal));
  }

  /** Refuses the request if it has not come completely: a worker may have it otherwise. */
  void refuseUnfinished(ScimException refusal) {
    if (state.compareAndSet(State.ARRIVING, State.ANSWERED)) {
      sendEarly(visit.refusal(refusal));
    }
  }

  /** Sends the answer; one that comes second or too late is dropped. */
  public void answer(Answer answer) {
    if (state.compareAndSet(State.ARRIVING, State.ANSWERED)) {
      sendEarly(answer);
    } else if (state.compareAndSet(State.COMPLETE, State.ANSWERED)) {
      body.clear();
      arrival.release();
      client.answering();
      send(answer);
    } else {
      answer.release();
    }
  }

  /** What still comes of the request is thrown away, and the connection closed. */
  private void sendEarly(Answer answer) {
    request.getProcessingState().setKeepAlive(false);
    client.linger();
    send(answer);
  }

  private void send(Answer answer) {
    work.release();
    visit.answered(answer.status());
    new AnswerSender(this, client, answer).send();
  }

  /** The client has taken the answer, or is gone. */
  void end(Answer answer) {
    answer.release();
    if (!state.compareAndSet(State.ANSWERED, State.ENDED)) {
      return;
    }
    release();
    if (!request.getProcessingState().isStayAlive()) {
      client.linger(); // no request after this one is looked at
      client.endSending();
    }
    if (context == null) {
      return; // the rest of the request still comes
    }
    if (Thread.currentThread() == reader) {
      endedWhileRead = true;
    } else {
      context.resume(context.getStopAction());
    }
  }

  /**
   * The connection is closed. A request that a worker has ends when the worker answers, and an
   * answer when its writing fails.
   */
  void abort() {
    if (state.compareAndSet(State.ARRIVING, State.ENDED)) {
      visit.answered(CLIENT_GONE);
      release();
    }
  }

  private void release() {
    arrival.release();
    work.release();
    client.ended();
    atEnd.run();
  }
}

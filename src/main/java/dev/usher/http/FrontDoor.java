package dev.usher.http;

import dev.usher.api.oauth.OauthPaths;
import dev.usher.http.admission.Answer;
import dev.usher.http.admission.Call;
import dev.usher.http.admission.LaneHints;
import dev.usher.http.admission.Reception;
import dev.usher.http.admission.Workers;
import dev.usher.http.framing.RefusedRequest;
import dev.usher.scim.error.ScimException;
import dev.usher.store.Deadline;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What every request passes before Jersey and after it: its id, the checks that need nothing but
 * its head, its turn at the workers, and its line in the access log.
 */
final class FrontDoor implements Reception {
  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
  private static final String CONTINUE = "100-continue";

  /** A browser takes no answer for another type than its own, whatever a client stored in it. */
  static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";

  static final String NOSNIFF = "nosniff";

  /**
   * The memory for what is made of a body, in bytes for each of its own: the tree of its JSON, and
   * the rows made of that.
   */
  static final int BYTES_OF_TREE = 8;

  private final JerseyApplication application;
  private final BodyLimits bodies;
  private final RequestTimeouts timeouts;
  private final SourceAddress sourceAddress;
  private final Workers workers;
  private final Workers healthWorkers;
  private final LaneHints lanes;
  private final boolean onlyHealth;

  /**
   * @param healthWorkers for {@code /health}, which waits for no other request
   * @param onlyHealth whether nothing but {@code /health} is answered
   */
  FrontDoor(
      JerseyApplication application,
      BodyLimits bodies,
      RequestTimeouts timeouts,
      SourceAddress sourceAddress,
      Workers workers,
      Workers healthWorkers,
      LaneHints lanes,
      boolean onlyHealth) {
    this.application = application;
    this.bodies = bodies;
    this.timeouts = timeouts;
    this.sourceAddress = sourceAddress;
    this.workers = workers;
    this.healthWorkers = healthWorkers;
    this.lanes = lanes;
    this.onlyHealth = onlyHealth;
  }

  @Override
  public Visit receive(Call call) {
    HttpRequestPacket request = call.request();
    return new OneVisit(
        call,
        new Exchange(
            RequestIds.of(Optional.ofNullable(request.getHeader(RequestIds.HEADER))),
            sourceAddress.of(
                request.getRemoteAddress(), request.getHeaders().values("X-Forwarded-For"))));
  }

  @Override
  public byte[] refusal(ScimException refusal, boolean head) {
    String requestId = RequestIds.create();
    LOG.info("A connection was answered {} request={}", refusal.status(), requestId);
    return Refusals.message(refusal, requestId, head);
  }

  @Override
  public ScimException unreadable(Throwable cause) {
    return cause instanceof RefusedRequest refused
        ? new ScimException(refused.status(), null, refused.detail())
        : new ScimException(400, null, ErrorMapper.detail(400));
  }

  /** One request on its way. */
  private final class OneVisit implements Visit {
    private final Call call;
    private final Exchange exchange;
    private final String path;
    private Deadline deadline;

    OneVisit(Call call, Exchange exchange) {
      this.call = call;
      this.exchange = exchange;
      this.path =
          RequestTarget.withEndpoint(
              RequestTarget.withoutEmptySegments(call.request().getRequestURI()));
    }

    @Override
    public long admit() {
      String query = call.request().getQueryString();
      RequestTarget.check(call.request().getRequestURI(), query);
      call.request().setRequestURI(path);
      if (query != null) {
        call.request().setQueryString(RequestTarget.escaped(query));
      }
      if (onlyHealth && !isForHealth()) {
        throw ScimException.notFound("Nothing but " + HealthResource.BASE + " is answered here.");
      }
      String expectation = call.request().getHeader(Header.Expect);
      if (expectation != null && !expectation.equalsIgnoreCase(CONTINUE)) {
        throw new ScimException(417, null, "The only expectation that can be met is " + CONTINUE);
      }
      exchange.at(ScimPath.of(path));
      return bodies.of(exchange.path()).bytes();
    }

    @Override
    public ScimException tooLarge(long most) {
      int status = exchange.path().is(OauthPaths.TOKEN) ? 400 : 413; // RFC 6749 §5.2
      return new ScimException(
          status,
          null,
          "The request body is larger than %d bytes (%s)."
              .formatted(most, bodies.of(exchange.path()).setting()));
    }

    private boolean isForHealth() {
      return path.startsWith(HealthResource.BASE + "/");
    }

    @Override
    public void serve() {
      deadline =
          timeouts.deadline(call.request().getMethod().getMethodString(), path, System.nanoTime());
      try {
        if (isForHealth()) {
          healthWorkers.execute(HealthResource.BASE, this::work);
        } else {
          workers.execute(lane(), this::work);
        }
      } catch (RejectedExecutionException full) {
        throw Refusals.tooManyWaiting();
      }
    }

    private String lane() {
      return lanes.lane(authorization(), exchange.sourceAddress());
    }

    /** Empty when there are several. */
    private Optional<String> authorization() {
      Iterator<String> values = call.request().getHeaders().values(Header.Authorization).iterator();
      Optional<String> only = values.hasNext() ? Optional.of(values.next()) : Optional.empty();
      return values.hasNext() ? Optional.empty() : only;
    }

    private void work() {
      MDC.put(AccessLog.REQUEST_ID, exchange.requestId());
      try {
        call.answer(made());
      } finally {
        MDC.remove(AccessLog.REQUEST_ID);
      }
    }

    private Answer made() {
      if (call.isAbandoned()) {
        return refusal(new ScimException(408, null, ErrorMapper.detail(408)));
      }
      if (deadline.hasPassed()) {
        return refusal(Refusals.waitedTooLong());
      }
      try {
        call.reserve(call.bodyLength() * BYTES_OF_TREE);
        Answer answer = deadline.bind(() -> application.answer(call, exchange, always()));
        learnLane(answer.status());
        return answer;
      } catch (ScimException refusal) {
        return refusal(refusal);
      } catch (RuntimeException | Error e) { // without an answer the connection would hang
        LOG.error("A request failed outside its resource", e);
        return Refusals.failure(
            path, exchange.requestId(), always(), call.request().isHeadRequest());
      }
    }

    private void learnLane(int status) {
      authorization()
          .ifPresent(
              credentials -> {
                if (exchange.account().isPresent()) {
                  lanes.learn(credentials, exchange.account().get());
                } else if (status == 401) {
                  lanes.forget(credentials);
                }
              });
    }

    /**
     * What every answer has. Whether it is compressed depends on its length too; a cache has to
     * look at what was asked for in any case, also after a 304 (RFC 9110 §15.4.5).
     */
    private List<Answer.Field> always() {
      return List.of(
          new Answer.Field(RequestIds.HEADER, exchange.requestId()),
          new Answer.Field(Header.Vary.toString(), Header.AcceptEncoding.toString()),
          new Answer.Field(CONTENT_TYPE_OPTIONS, NOSNIFF));
    }

    @Override
    public Answer refusal(ScimException refusal) {
      return Refusals.answer(path, refusal, always(), call.request().isHeadRequest());
    }

    @Override
    public void answered(int status) {
      MDC.put(AccessLog.REQUEST_ID, exchange.requestId());
      try {
        AccessLog.write(
            call.request().getMethod().getMethodString(), exchange, status, call.startNanos());
      } finally {
        MDC.remove(AccessLog.REQUEST_ID);
      }
    }
  }
}

package dev.usher.http;

import dev.usher.api.ScimMedia;
import dev.usher.scim.error.ErrorBody;
import dev.usher.scim.error.ScimException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What every request passes before Jersey and after it: its id, the checks that Jersey cannot make,
 * and its line in the access log.
 */
final class FrontDoor extends HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
  private static final String CONTINUE = "100-continue";

  private final HttpHandler jersey;
  private final SourceAddress sourceAddress;
  private final long maxBodyBytes;
  private final Predicate<Request> onlyForHealth;

  /**
   * @param onlyForHealth whether a request came to where nothing but {@code /health} is answered
   */
  FrontDoor(HttpHandler jersey, HttpSettings settings, Predicate<Request> onlyForHealth) {
    this.jersey = jersey;
    this.onlyForHealth = onlyForHealth;
    this.sourceAddress = new SourceAddress(settings.trustedProxies());
    this.maxBodyBytes = settings.maxBodyBytes();
  }

  @Override
  public void start() {
    jersey.start();
  }

  @Override
  public void destroy() {
    jersey.destroy();
  }

  @Override
  public void service(Request request, Response response) throws Exception {
    long start = System.nanoTime();
    Exchange exchange =
        new Exchange(
            RequestIds.of(Optional.ofNullable(request.getHeader(RequestIds.HEADER))),
            sourceAddress.of(
                request.getRemoteAddr(),
                Optional.ofNullable(request.getHeader("X-Forwarded-For"))));
    request.setAttribute(Exchange.PROPERTY, exchange);
    setHeaders(response, exchange);
    MDC.put(AccessLog.REQUEST_ID, exchange.requestId());
    try {
      String query = request.getQueryString();
      RequestTarget.check(request.getRequestURI(), query);
      request
          .getRequest()
          .setRequestURI(RequestTarget.withoutEmptySegments(request.getRequestURI()));
      if (query != null) {
        request.getRequest().setQueryString(RequestTarget.escaped(query));
      }
      if (onlyForHealth.test(request)
          && !request.getRequestURI().startsWith(HealthResource.BASE + "/")) {
        throw ScimException.notFound("Nothing but " + HealthResource.BASE + " is answered here.");
      }
      checkExpectation(request);
      jersey.service(request, response);
    } catch (ScimException refusal) {
      answer(response, ErrorBody.of(refusal));
    } catch (RuntimeException e) {
      LOG.error("A request failed outside its resource", e);
      if (!response.isCommitted()) {
        response.reset();
        setHeaders(response, exchange);
        answer(response, ErrorMapper.internalError(exchange.requestId()));
      }
    } finally {
      AccessLog.write(request.getMethod().getMethodString(), exchange, response.getStatus(), start);
      MDC.remove(AccessLog.REQUEST_ID);
    }
  }

  /**
   * What every answer has. Whether it is compressed depends on its length too; a cache has to look
   * at what was asked for in any case, also after a 304 (RFC 9110 §15.4.5).
   */
  private static void setHeaders(Response response, Exchange exchange) {
    response.setHeader(RequestIds.HEADER, exchange.requestId());
    response.setHeader(Header.Vary, Header.AcceptEncoding.toString());
  }

  private static void checkExpectation(Request request) {
    String expectation = request.getHeader(Header.Expect);
    if (expectation != null && !expectation.equalsIgnoreCase(CONTINUE)) {
      throw new ScimException(417, null, "The only expectation that can be met is " + CONTINUE);
    }
  }

  private static void answer(Response response, ErrorBody error) throws IOException {
    byte[] body = error.toBytes();
    response.setStatus(error.status());
    response.setContentType(ScimMedia.SCIM_JSON);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Does not ask for a body that will be refused anyway. */
  @Override
  protected boolean sendAcknowledgment(Request request, Response response) throws IOException {
    if (CONTINUE.equalsIgnoreCase(request.getHeader(Header.Expect))
        && request.getContentLengthLong() <= maxBodyBytes) {
      response.setStatus(HttpStatus.CONINTUE_100);
      response.sendAcknowledgement();
    }
    return true;
  }

  /** No path carries a session: this name cannot occur in one, so that none is cut off a path. */
  @Override
  protected String getSessionCookieName() {
    return " ";
  }
}

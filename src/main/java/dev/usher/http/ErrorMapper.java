package dev.usher.http;

import dev.usher.api.ScimMedia;
import dev.usher.directory.RetryAfter;
import dev.usher.directory.StoreFailures;
import dev.usher.scim.error.ErrorBody;
import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Turns everything that a request can throw into an error in SCIM's JSON (RFC 7644 §3.12). No
 * exception's text reaches the client unless it was written for one ({@link ScimException}); the
 * log has it, under the request's id.
 */
final class ErrorMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);
  private static final String CHALLENGE = "Bearer realm=\"Usher\"";

  /** After these the rest of the request's body is of no use, and may never come. */
  private static final List<Integer> CLOSING = List.of(408, 413);

  private static final Map<Integer, String> DETAILS =
      Map.ofEntries(
          Map.entry(400, "The request is not valid HTTP."),
          Map.entry(401, "Send a valid token: “Authorization: Bearer …”."),
          Map.entry(403, "The token does not permit this."),
          Map.entry(404, "There is nothing at this path."),
          Map.entry(405, "This method is not offered here; the Allow header lists those that are."),
          Map.entry(406, "Answers are application/scim+json: accept that or application/json."),
          Map.entry(408, "The request did not arrive in time."),
          Map.entry(413, "The request body is too large."),
          Map.entry(414, "The request line is too long."),
          Map.entry(415, "Send the body as application/scim+json or application/json."),
          Map.entry(431, "The request headers are too long."),
          Map.entry(501, "The server does not offer this."),
          Map.entry(503, "The service is not available at the moment; try again."),
          Map.entry(505, "The server speaks HTTP/1.1."));

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof ScimException refusal) {
      return answer(refusal);
    }
    if (thrown instanceof StoreException failure) {
      return answer(StoreFailures.refusal(failure));
    }
    if (thrown instanceof WebApplicationException refusal) {
      return web(refusal);
    }
    LOG.error("A request failed", thrown);
    return answer(internalError(MDC.get(AccessLog.REQUEST_ID)), Optional.empty());
  }

  /** What a client is told of a failure: nothing but where the log has the rest. */
  static ErrorBody internalError(String requestId) {
    return new ErrorBody(
        500,
        Optional.empty(),
        "The server failed on this request; its log has the reason under request id "
            + requestId
            + ".");
  }

  /** What a status means to the person who reads it, where nothing more specific is known. */
  static String detail(int status) {
    return DETAILS.getOrDefault(status, "The request was answered " + status + ".");
  }

  private static Response web(WebApplicationException refusal) {
    Response given = refusal.getResponse();
    int status = given.getStatus();
    if (status < 400) {
      return given;
    }
    if (status >= 500) {
      LOG.error("A request failed", refusal);
    }
    ErrorBody body =
        status == 500
            ? internalError(MDC.get(AccessLog.REQUEST_ID))
            : new ErrorBody(status, Optional.empty(), detail(status));
    Response.ResponseBuilder answer = Response.fromResponse(answer(body, Optional.empty()));
    for (String header : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER)) {
      String value = given.getHeaderString(header);
      if (value != null) {
        answer.header(header, value);
      }
    }
    return answer.build();
  }

  private static Response answer(ScimException refusal) {
    Response answer = answer(ErrorBody.of(refusal), refusal.retryAfter());
    return refusal
        .challenge()
        .map(more -> challenging(answer, CHALLENGE + ", " + more))
        .orElse(answer);
  }

  private static Response challenging(Response answer, String challenge) {
    return Response.fromResponse(answer)
        .header(HttpHeaders.WWW_AUTHENTICATE, null)
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
        .build();
  }

  private static Response answer(ErrorBody body, Optional<Duration> retryAfter) {
    Response.ResponseBuilder answer =
        Response.status(body.status()).type(ScimMedia.TYPE).entity(body.toBytes());
    retryAfter.ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait)));
    if (body.status() == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }
    if (isClosing(body.status())) {
      answer.header("Connection", "close");
    }
    return answer.build();
  }

  /** Whether the connection ends with such an answer. */
  static boolean isClosing(int status) {
    return CLOSING.contains(status);
  }
}

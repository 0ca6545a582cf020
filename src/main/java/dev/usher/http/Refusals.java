package dev.usher.http;

import dev.usher.api.ScimMedia;
import dev.usher.api.oauth.OauthPaths;
import dev.usher.directory.RetryAfter;
import dev.usher.http.admission.Answer;
import dev.usher.http.admission.AnswerBody;
import dev.usher.scim.error.ErrorBody;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * The answers to requests that do not get to a resource: SCIM's JSON (RFC 7644 §3.12), or at the
 * token endpoint that of OAuth (RFC 6749 §5.2).
 */
final class Refusals {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private Refusals() {}

  /** 503, when no more requests may wait for a worker. */
  static ScimException tooManyWaiting() {
    return ScimException.unavailable(
        "Too many requests are waiting; try again.", RETRY_AFTER, null);
  }

  /** 503, when a request's time was over before its turn at the workers came. */
  static ScimException waitedTooLong() {
    return ScimException.unavailable(
        "The request waited too long for its turn; try again.", RETRY_AFTER, null);
  }

  /** The answer to a request that is refused. */
  static Answer answer(
      String path, ScimException refusal, List<Answer.Field> always, boolean head) {
    return answer(path, ErrorBody.of(refusal), refusal.retryAfter(), always, head);
  }

  /** The answer to a request that failed; the log has the reason. */
  static Answer failure(String path, String requestId, List<Answer.Field> always, boolean head) {
    return answer(path, ErrorMapper.internalError(requestId), Optional.empty(), always, head);
  }

  private static Answer answer(
      String path,
      ErrorBody error,
      Optional<Duration> retryAfter,
      List<Answer.Field> always,
      boolean head) {
    boolean oauth = path.equals(OauthPaths.TOKEN);
    byte[] body =
        oauth
            ? OauthAnswerFilter.body(error.status()).getBytes(StandardCharsets.UTF_8)
            : error.toBytes();
    List<Answer.Field> fields = new ArrayList<>(always);
    fields.add(
        new Answer.Field(
            HttpHeaders.CONTENT_TYPE, oauth ? "application/json" : ScimMedia.SCIM_JSON));
    if (oauth) {
      fields.add(new Answer.Field(HttpHeaders.CACHE_CONTROL, "no-store"));
    }
    retryAfter.ifPresent(
        wait -> fields.add(new Answer.Field(HttpHeaders.RETRY_AFTER, seconds(wait))));
    if (ErrorMapper.isClosing(error.status())) {
      fields.add(new Answer.Field("Connection", "close"));
    }
    return new Answer(
        error.status(),
        fields,
        OptionalLong.of(body.length),
        head ? Optional.empty() : Optional.of(AnswerBody.ofRefusal(body)));
  }

  private static String seconds(Duration wait) {
    return Long.toString(RetryAfter.seconds(wait));
  }

  /** A complete message, for a connection without a request; without its body for HEAD. */
  static byte[] message(ScimException refusal, String requestId, boolean isHead) {
    byte[] body = ErrorBody.of(refusal).toBytes();
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(refusal.status()).append(' ');
    head.append(HttpStatus.getHttpStatus(refusal.status()).getReasonPhrase()).append("\r\n");
    head.append("Content-Type: ").append(ScimMedia.SCIM_JSON).append("\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    head.append(RequestIds.HEADER).append(": ").append(requestId).append("\r\n");
    head.append(FrontDoor.CONTENT_TYPE_OPTIONS).append(": ").append(FrontDoor.NOSNIFF);
    head.append("\r\n");
    refusal
        .retryAfter()
        .ifPresent(wait -> head.append("Retry-After: ").append(seconds(wait)).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    byte[] first = head.toString().getBytes(StandardCharsets.US_ASCII);
    if (isHead) {
      return first;
    }
    byte[] message = new byte[first.length + body.length];
    System.arraycopy(first, 0, message, 0, first.length);
    System.arraycopy(body, 0, message, first.length, body.length);
    return message;
  }
}

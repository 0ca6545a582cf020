package dev.usher.scim.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A refusal that becomes a SCIM error answer (RFC 7644 §3.12). The detail is written for the person
 * who reads a provisioning log: it says what to change, and holds no secret and no exception text.
 */
public final class ScimException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String scimType;
  private final Duration retryAfter;
  private final String challenge;

  /**
   * @param status the HTTP status, 3xx to 5xx
   * @param scimType a keyword of RFC 7644 table 9 or RFC 9865, or null where none applies
   * @param detail what a person can act on
   */
  public ScimException(int status, String scimType, String detail) {
    this(status, scimType, detail, null, null);
  }

  private ScimException(
      int status, String scimType, String detail, Duration retryAfter, Throwable cause) {
    this(status, scimType, detail, retryAfter, null, cause);
  }

  private ScimException(
      int status,
      String scimType,
      String detail,
      Duration retryAfter,
      String challenge,
      Throwable cause) {
    super(detail, cause);
    this.challenge = challenge;
    this.status = status;
    this.scimType = scimType;
    this.retryAfter = retryAfter;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The keyword of the error, where the RFC has one. */
  public Optional<String> scimType() {
    return Optional.ofNullable(scimType);
  }

  /** What a person can act on. */
  public String detail() {
    return getMessage();
  }

  /** When the client should try again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What {@code WWW-Authenticate} says beside the realm, for a 401. */
  public Optional<String> challenge() {
    return Optional.ofNullable(challenge);
  }

  /** RFC 9865 §2.1: not a cursor of this query. */
  public static ScimException invalidCursor(String detail) {
    return new ScimException(400, "invalidCursor", detail);
  }

  /** RFC 9865 §2.1: a cursor that waited too long. */
  public static ScimException expiredCursor(String detail) {
    return new ScimException(400, "expiredCursor", detail);
  }

  /** RFC 9865 §2.1: a page size that cannot be had by cursor. */
  public static ScimException invalidCount(String detail) {
    return new ScimException(400, "invalidCount", detail);
  }

  public static ScimException invalidFilter(String detail) {
    return new ScimException(400, "invalidFilter", detail);
  }

  public static ScimException invalidPath(String detail) {
    return new ScimException(400, "invalidPath", detail);
  }

  public static ScimException invalidSyntax(String detail) {
    return new ScimException(400, "invalidSyntax", detail);
  }

  public static ScimException invalidValue(String detail) {
    return new ScimException(400, "invalidValue", detail);
  }

  public static ScimException mutability(String detail) {
    return new ScimException(400, "mutability", detail);
  }

  public static ScimException noTarget(String detail) {
    return new ScimException(400, "noTarget", detail);
  }

  public static ScimException tooMany(String detail) {
    return new ScimException(400, "tooMany", detail);
  }

  public static ScimException uniqueness(String detail) {
    return new ScimException(409, "uniqueness", detail);
  }

  public static ScimException conflict(String detail) {
    return new ScimException(409, null, detail);
  }

  public static ScimException forbidden(String detail) {
    return new ScimException(403, null, detail);
  }

  public static ScimException notFound(String detail) {
    return new ScimException(404, null, detail);
  }

  public static ScimException preconditionFailed(String detail) {
    return new ScimException(412, null, detail);
  }

  /**
   * 401 for a valid token whose holder has to authenticate again (RFC 9470 §3).
   *
   * @param detail without quotation marks and backslashes
   * @param acr the authentication classes that would do, printable and without blanks; any when
   *     there is none
   * @param maxAge how long ago the authentication may be; any when empty
   */
  public static ScimException insufficientAuthentication(
      String detail, List<String> acr, Optional<Duration> maxAge) {
    StringBuilder challenge = new StringBuilder("error=\"insufficient_user_authentication\"");
    challenge.append(", error_description=\"").append(detail).append('"');
    if (!acr.isEmpty()) {
      challenge.append(", acr_values=\"").append(String.join(" ", acr)).append('"');
    }
    maxAge.ifPresent(age -> challenge.append(", max_age=\"").append(age.toSeconds()).append('"'));
    return new ScimException(401, null, detail, null, challenge.toString(), null);
  }

  /** 429 with {@code Retry-After}. */
  public static ScimException tooManyRequests(String detail, Duration retryAfter) {
    return new ScimException(429, null, detail, retryAfter, null);
  }

  /** 503 with {@code Retry-After}. */
  public static ScimException unavailable(String detail, Duration retryAfter, Throwable cause) {
    return new ScimException(503, null, detail, retryAfter, cause);
  }
}

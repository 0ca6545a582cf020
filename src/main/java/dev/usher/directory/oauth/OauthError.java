package dev.usher.directory.oauth;

import java.time.Duration;
import java.util.Optional;

/** Why a token request is refused (RFC 6749 §5.2). The message is for the client, in ASCII. */
public final class OauthError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final Duration retryAfter;

  public OauthError(Code code, String message) {
    this(code, message, (Duration) null);
  }

  public OauthError(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryAfter = null;
  }

  private OauthError(Code code, String message, Duration retryAfter) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Too many attempts have failed: 429 with {@code Retry-After}. */
  static OauthError tooManyFailures(Duration wait) {
    return new OauthError(
        Code.TOO_MANY_REQUESTS,
        "Too many attempts to authenticate have failed; Retry-After says when to go on.",
        wait);
  }

  /** Access tokens are asked for faster than is allowed: 429 with {@code Retry-After}. */
  static OauthError tooManyTokens(Duration wait) {
    return new OauthError(
        Code.TOO_MANY_REQUESTS,
        "The client asks for access tokens too often; use each until it expires. Retry-After says"
            + " when to go on.",
        wait);
  }

  /** When the client should try again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What it is called on the wire. */
  public Code code() {
    return code;
  }

  /** The codes of RFC 6749, and one for what is over later. */
  public enum Code {
    INVALID_REQUEST("invalid_request", 400),
    INVALID_CLIENT("invalid_client", 401),
    INVALID_SCOPE("invalid_scope", 400),
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503),
    /** The RFC has no code for it. */
    TOO_MANY_REQUESTS("temporarily_unavailable", 429);

    private final String wireName;
    private final int status;

    Code(String wireName, int status) {
      this.wireName = wireName;
      this.status = status;
    }

    /** The value of {@code error}. */
    public String wireName() {
      return wireName;
    }

    /** The HTTP status it is answered with. */
    public int status() {
      return status;
    }
  }
}

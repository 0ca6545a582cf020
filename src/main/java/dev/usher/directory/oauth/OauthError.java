package dev.usher.directory.oauth;

/** Why a token request is refused (RFC 6749 §5.2). The message is for the client, in ASCII. */
public final class OauthError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  public OauthError(Code code, String message) {
    super(message);
    this.code = code;
  }

  public OauthError(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
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
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503);

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

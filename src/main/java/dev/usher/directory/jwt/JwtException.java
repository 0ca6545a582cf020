package dev.usher.directory.jwt;

/** Why a JWT is not believed. */
public abstract sealed class JwtException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private JwtException(String message, Throwable cause) {
    super(message, cause);
  }

  /** It is forged, expired, or not meant for us. The message is for the log and names no value. */
  public static final class Rejected extends JwtException {
    private static final long serialVersionUID = 1L;

    public Rejected(String message) {
      super(message, null);
    }

    public Rejected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The keys of its issuer cannot be had at the moment, so that nothing can be said of it. */
  public static final class KeysUnavailable extends JwtException {
    private static final long serialVersionUID = 1L;

    public KeysUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

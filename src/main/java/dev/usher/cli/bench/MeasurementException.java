package dev.usher.cli.bench;

/**
 * A server does not give what a measurement needs: it refuses a request, or does not answer it. The
 * message is one line and holds no secret.
 */
public final class MeasurementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  private MeasurementException(String message, boolean refused, Throwable cause) {
    super(message, cause);
    this.refused = refused;
  }

  /** A request was answered, and not as it must be. */
  static MeasurementException answered(String message, int status) {
    return new MeasurementException(message, isRefusal(status), null);
  }

  /** All requests of a measurement failed. */
  static MeasurementException none(String firstError, boolean refused) {
    return new MeasurementException(firstError, refused, null);
  }

  /** A request was not answered, or by something else than HTTP or SCIM. */
  static MeasurementException failed(String what, Throwable cause) {
    String why = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new MeasurementException(what + ": " + why, false, cause);
  }

  /**
   * Whether a status says that the server does not offer what it was asked for: 501 and those for
   * the client's errors, without 429, which only says that it was asked too often.
   */
  static boolean isRefusal(int status) {
    return status == 501 || (status / 100 == 4 && status != LastingConnection.TOO_MANY_REQUESTS);
  }

  /** Whether the server does not offer what it was asked for; else something failed. */
  boolean isRefusal() {
    return refused;
  }
}

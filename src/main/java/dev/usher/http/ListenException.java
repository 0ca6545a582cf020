package dev.usher.http;

/** The server cannot listen where it should. The message is one line for the operator. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenException(String message, Throwable cause) {
    super(message, cause);
  }
}

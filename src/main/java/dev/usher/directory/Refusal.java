package dev.usher.directory;

/**
 * What an operator asked for and cannot have. The message is one line that says what to change; it
 * holds no secret.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for the person at the command line
   */
  public Refusal(String message) {
    super(message);
  }

  /**
   * @param message for the person at the command line
   * @param cause for the log
   */
  public Refusal(String message, Throwable cause) {
    super(message, cause);
  }
}

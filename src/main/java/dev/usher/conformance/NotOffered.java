package dev.usher.conformance;

/** The server does not have what a requirement is about, and need not. */
public final class NotOffered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason how that came out
   */
  public NotOffered(String reason) {
    super(reason);
  }
}

package dev.usher.conformance;

/** The server cannot be asked anything. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason without secrets
   */
  public Unreachable(String reason) {
    super(reason);
  }
}

package dev.usher.conformance;

/** A requirement is not met. */
public final class Unmet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String request;
  private final String expected;
  private final String received;

  /**
   * @param request the request line that it came out by
   * @param expected what the requirement asks for
   * @param received what the server did instead
   */
  public Unmet(String request, String expected, String received) {
    super(request + ": expected " + expected + ", received " + received);
    this.request = request;
    this.expected = expected;
    this.received = received;
  }

  public String request() {
    return request;
  }

  public String expected() {
    return expected;
  }

  public String received() {
    return received;
  }
}

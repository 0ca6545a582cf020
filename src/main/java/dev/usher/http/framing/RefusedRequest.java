package dev.usher.http.framing;

/**
 * A request that cannot be separated from the next one, or is not offered at all. The connection
 * has to be closed after the answer: what follows on it has no meaning.
 */
@SuppressWarnings("serial") // never serialised
public final class RefusedRequest extends RuntimeException {
  private final int status;

  /**
   * A refusal with that answer.
   *
   * @param status the HTTP status
   * @param detail the cause in one sentence, for the person who reads the answer
   */
  public RefusedRequest(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  static RefusedRequest malformed(String detail) {
    return new RefusedRequest(400, detail);
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The cause in one sentence. */
  public String detail() {
    return getMessage();
  }
}

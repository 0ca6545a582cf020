package dev.usher.http.admission;

import dev.usher.scim.error.ScimException;

/** What answers requests. Its methods run on selector threads and must not block. */
public interface Reception {

  /** A request whose head has come. */
  Visit receive(Call call);

  /**
   * A complete HTTP/1.1 message for a connection that is refused before its request is known. It
   * ends the connection.
   *
   * @param head whether the method is HEAD, whose answer has no content (RFC 9110 §9.3.2)
   */
  byte[] refusal(ScimException refusal, boolean head);

  /** The refusal of bytes that are no request, or no body of one. */
  ScimException unreadable(Throwable cause);

  /** The processing of one request. */
  interface Visit {

    /**
     * Decides by the head alone.
     *
     * @return the most bytes of a body that are taken
     * @throws ScimException to refuse the request
     */
    long admit();

    /** The refusal of a body that is larger than that. */
    ScimException tooLarge(long most);

    /**
     * The request has come completely: hands it to a worker, which calls {@link Call#answer}.
     *
     * @throws ScimException to refuse the request
     */
    void serve();

    /** The answer that a refusal becomes. */
    Answer refusal(ScimException refusal);

    /** The request has got its answer, or 499 when the client was gone before. */
    void answered(int status);
  }
}

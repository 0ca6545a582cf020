package dev.usher.http.framing;

/**
 * How the end of a request body is found (RFC 9112 §6.3). The method has no part in it.
 *
 * @param chunked whether the body is chunked
 * @param bytes the length of a body that is not chunked; 0 without a body
 */
public record BodyLength(boolean chunked, long bytes) {
  private static final int MOST_DIGITS = 18;

  static final BodyLength NONE = new BodyLength(false, 0);
  static final BodyLength CHUNKED = new BodyLength(true, 0);

  /**
   * The length that {@code Content-Length} announces.
   *
   * @throws RefusedRequest 400 unless the value is decimal digits alone
   */
  static BodyLength announced(String contentLength) {
    boolean digits =
        !contentLength.isEmpty()
            && contentLength.length() <= MOST_DIGITS
            && contentLength.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw RefusedRequest.malformed("Content-Length must be one decimal number.");
    }
    return new BodyLength(false, Long.parseLong(contentLength));
  }
}

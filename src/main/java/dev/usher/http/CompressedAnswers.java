package dev.usher.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;

/**
 * Which answers are compressed: those that are long enough, for clients that ask. {@code Vary} is
 * set in {@link FrontDoor} for all of them.
 *
 * <p>What is not to be stored is never compressed: an invitation's link or an access token beside
 * text that somebody else chose could be guessed from the length (BREACH).
 */
final class CompressedAnswers {
  /** Below this an answer travels in one or two packets either way. */
  static final int LEAST_BYTES = 2_048;

  private CompressedAnswers() {}

  /**
   * Whether an answer is compressed if it is long enough. Everything that Usher answers is text, so
   * the type does not matter. HTTP/1.0 knows neither {@code Vary} nor chunks.
   */
  static boolean isWanted(HttpRequestPacket request, MultivaluedMap<String, Object> headers) {
    return request.getHeaders().getValue(Header.AcceptEncoding) != null
        && request.getProtocol() == Protocol.HTTP_1_1
        && !isSecret(headers)
        && AcceptEncoding.prefersGzip(request.getHeaders().values(Header.AcceptEncoding));
  }

  private static boolean isSecret(MultivaluedMap<String, Object> headers) {
    Object caching = headers.getFirst(HttpHeaders.CACHE_CONTROL);
    return caching != null && caching.toString().contains("no-store");
  }
}

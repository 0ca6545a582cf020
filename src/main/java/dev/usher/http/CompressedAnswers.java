package dev.usher.http;

import org.glassfish.grizzly.http.EncodingFilter;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;

/**
 * Which answers are compressed: those that are long enough, or whose length is not known yet, for
 * clients that ask. Grizzly's own rule does not know {@code no-store}, and reads the weight of the
 * next coding as that of gzip. {@code Vary} is set in {@link FrontDoor}, since here it is too late.
 *
 * <p>What is not to be stored is never compressed: an invitation's link or an access token beside
 * text that somebody else chose could be guessed from the length (BREACH).
 */
final class CompressedAnswers implements EncodingFilter {
  /** Below this an answer travels in one or two packets either way. */
  static final int LEAST_BYTES = 2_048;

  /** Everything that Usher answers is text, so the type does not matter. */
  @Override
  public boolean applyEncoding(HttpHeader header) {
    HttpResponsePacket response = (HttpResponsePacket) header;
    long length = response.getContentLength();
    if ((length >= 0 && length < LEAST_BYTES)
        || isSecret(response)
        || !isWanted(response.getRequest())) {
      return false;
    }
    response.setContentLengthLong(-1);
    response.setChunked(true);
    return true;
  }

  private static boolean isSecret(HttpResponsePacket response) {
    String caching = response.getHeader(Header.CacheControl);
    return caching != null && caching.contains("no-store");
  }

  /** HTTP/1.0 knows neither {@code Vary} nor the chunks that an unknown length needs. */
  private static boolean isWanted(HttpRequestPacket request) {
    return request.getHeaders().getValue(Header.AcceptEncoding) != null
        && request.getProtocol() == Protocol.HTTP_1_1
        && AcceptEncoding.prefersGzip(request.getHeaders().values(Header.AcceptEncoding));
  }

  /** Requests are left as they are: what is small could be a large one, past the body's limit. */
  @Override
  public boolean applyDecoding(HttpHeader header) {
    return false;
  }
}

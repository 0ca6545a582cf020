package dev.usher.http;

import dev.usher.api.ScimMedia;
import dev.usher.scim.error.ErrorBody;
import java.io.IOException;
import java.util.Optional;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grizzly's parser of request heads, stricter about what separates one request from the next (RFC
 * 9112 §6.3, §11.2), and answering what it refuses in SCIM's JSON. A refusal closes the connection.
 */
final class RequestCodec extends HttpServerFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RequestCodec.class);

  /**
   * The parser for a listener.
   *
   * @param maxHeadBytes the longest request line and headers together
   * @param keepAlive how long a connection may idle
   */
  @SuppressWarnings("deprecation") // Grizzly announces a builder, and has none yet
  RequestCodec(int maxHeadBytes, KeepAlive keepAlive) {
    super(true, maxHeadBytes, null, keepAlive, null);
  }

  /**
   * A client may offer another protocol with its request, as Java's own does with {@code Upgrade:
   * h2c}, and goes on with this one when nobody takes the offer (RFC 9110 §7.8). Grizzly would wait
   * for that protocol and never read the body.
   */
  @Override
  protected void onIncomingUpgrade(FilterChainContext context, HttpHeader header) {
    header.getUpgradeDC().recycle();
  }

  @Override
  protected boolean onHttpHeaderParsed(
      HttpHeader header, Buffer buffer, FilterChainContext context) {
    HttpRequestPacket request = (HttpRequestPacket) header;
    Optional<HttpStatus> refusal = refusal(request);
    if (refusal.isPresent()) {
      refusal.get().setValues(request.getResponse());
      return true;
    }
    boolean refused = super.onHttpHeaderParsed(header, buffer, context);
    // Nothing here may depend on what a client puts into Host: links begin with the public URL.
    request.getHeaders().setValue(Header.Host).setString("localhost");
    return refused;
  }

  private static Optional<HttpStatus> refusal(HttpRequestPacket request) {
    Protocol protocol;
    try {
      protocol = request.getProtocol();
    } catch (IllegalStateException unknown) {
      return Optional.of(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505);
    }
    if (protocol != Protocol.HTTP_1_0 && protocol != Protocol.HTTP_1_1) {
      return Optional.of(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505);
    }
    if (request.getMethod() == Method.CONNECT) {
      request.setMethod(Method.GET); // an answer to CONNECT would have no length
      return Optional.of(HttpStatus.NOT_IMPLEMENTED_501);
    }
    MimeHeaders headers = request.getHeaders();
    // Grizzly drops Content-Length from the headers when Transfer-Encoding follows; its count
    // stays.
    int lengths = ((HttpPacketParsing) request).getHeaderParsingState().contentLengthHeadersCount;
    int hosts = 0;
    int announced = 0;
    int codings = 0;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.getName(i).toString();
      String value = headers.getValue(i).toString();
      if (!isToken(name) || hasControls(value)) {
        return Optional.of(HttpStatus.BAD_REQUEST_400);
      }
      if (name.equalsIgnoreCase("host")) {
        hosts++;
      } else if (name.equalsIgnoreCase("content-length")) {
        announced++;
      } else if (name.equalsIgnoreCase("transfer-encoding")) {
        codings++;
        if (!value.strip().equalsIgnoreCase("chunked")) {
          return Optional.of(HttpStatus.NOT_IMPLEMENTED_501);
        }
      }
    }
    lengths = Math.max(lengths, announced); // after Transfer-Encoding it is not counted
    boolean chunked = codings > 0 || request.isChunked();
    boolean ambiguous =
        hosts > 1
            || lengths > 1
            || codings > 1
            || (chunked && (lengths > 0 || protocol == Protocol.HTTP_1_0));
    return ambiguous ? Optional.of(HttpStatus.BAD_REQUEST_400) : Optional.empty();
  }

  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  private static boolean hasControls(String value) {
    return value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
  }

  @Override
  protected void onHttpHeaderError(HttpHeader header, FilterChainContext context, Throwable cause)
      throws IOException {
    HttpRequestPacket request = (HttpRequestPacket) header;
    request.setProtocol(Protocol.HTTP_1_1); // what the answer is written in
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("intial line is too large")) {
      HttpStatus.REQUEST_URI_TOO_LONG_414.setValues(request.getResponse());
    } else if (reason.contains("header is too large")
        || cause instanceof MimeHeaders.MaxHeaderCountExceededException) {
      request.getResponse().setStatus(431);
    }
    super.onHttpHeaderError(header, context, cause);
  }

  /**
   * Grizzly would choose the coding of the answer with the interim one ({@code 100 Continue}), when
   * neither its length nor its headers are known.
   */
  @Override
  protected Buffer encodeHttpPacket(FilterChainContext context, HttpPacket packet) {
    if (packet instanceof HttpResponsePacket response && response.isAcknowledgement()) {
      return encodeHttpPacket(context, response, null, false);
    }
    return super.encodeHttpPacket(context, packet);
  }

  @Override
  protected HttpContent customizeErrorResponse(HttpResponsePacket response) {
    String requestId = RequestIds.create();
    int status = response.getStatus();
    byte[] body = new ErrorBody(status, Optional.empty(), ErrorMapper.detail(status)).toBytes();
    response.setHeader(RequestIds.HEADER, requestId);
    response.setHeader(FrontDoor.CONTENT_TYPE_OPTIONS, FrontDoor.NOSNIFF);
    response.setHeader(Header.Connection, "close");
    response.setHeader(Header.ContentType, ScimMedia.SCIM_JSON);
    response.setContentLength(body.length);
    LOG.info("A request that could not be parsed was answered {} request={}", status, requestId);
    return HttpContent.builder(response)
        .content(org.glassfish.grizzly.memory.Buffers.wrap(null, body))
        .last(true)
        .build();
  }
}

package dev.usher.http;

import dev.usher.http.admission.Admission;
import dev.usher.http.admission.Reception;
import dev.usher.http.framing.BodyLength;
import dev.usher.http.framing.HeadScanner;
import dev.usher.http.framing.RefusedRequest;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.ChunkedTransferEncoding;
import org.glassfish.grizzly.http.HttpCodecFilter;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.MimeHeaders;

/**
 * Grizzly's parser of requests behind a strict one of their framing (RFC 9112 §6, §11.2). What is
 * refused here is answered in SCIM's JSON, and the answer ends the connection: nothing behind a
 * refused request is taken for another one.
 */
final class RequestCodec extends HttpServerFilter {
  private static final Attribute<HeadScanner> SCANNER =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HeadScanner.class.getName());

  private final Reception reception;

  /**
   * The parser for a listener.
   *
   * @param maxHeadBytes the longest request line and headers together
   * @param keepAlive how long a connection may idle
   * @param reception answers the heads that are refused
   */
  @SuppressWarnings("deprecation") // Grizzly announces a builder, and has none yet
  RequestCodec(int maxHeadBytes, KeepAlive keepAlive, Reception reception) {
    super(true, maxHeadBytes, null, keepAlive, null);
    this.reception = reception;
    for (TransferEncoding coding : getTransferEncodings()) {
      if (coding instanceof ChunkedTransferEncoding) {
        removeTransferEncoding(coding);
      }
    }
    addTransferEncoding(new ChunkedCoding(maxHeadBytes));
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

  /**
   * Grizzly's parser of heads is lenient, so it gets a head when that is complete and has passed
   * {@link HeadScanner}; a byte is looked at once, however slowly the head comes.
   */
  @Override
  protected boolean decodeHttpPacket(
      FilterChainContext context, HttpPacketParsing packet, Buffer input) {
    HttpRequestPacket request = (HttpRequestPacket) packet;
    HeadScanner scanner = scanner(request);
    int start = input.position();
    boolean complete = false;
    for (int i = start + scanner.bytes(); i < input.limit() && !complete; i++) {
      complete = scanner.accept(input.get(i));
    }
    if (!complete) {
      return false;
    }
    HttpCodecFilter.HeaderParsingState parsing = packet.getHeaderParsingState();
    parsing.start = start + scanner.leadingBytes();
    parsing.offset = parsing.start;
    parsing.packetLimit = parsing.offset + maxHeadersSize;
    if (!super.decodeHttpPacket(context, packet, input)
        || input.position() != start + scanner.bytes()) {
      throw new RefusedRequest(400, ErrorMapper.detail(400));
    }
    return true;
  }

  private HeadScanner scanner(HttpRequestPacket request) {
    HeadScanner scanner = SCANNER.get(request);
    if (scanner == null) {
      scanner = new HeadScanner(maxHeadersSize, MimeHeaders.MAX_NUM_HEADERS_DEFAULT);
      SCANNER.set(request, scanner);
    }
    return scanner;
  }

  @Override
  protected boolean onHttpHeaderParsed(
      HttpHeader header, Buffer buffer, FilterChainContext context) {
    HttpRequestPacket request = (HttpRequestPacket) header;
    // Grizzly reads these fields differently when a head arrives in several pieces
    BodyLength body = scanner(request).bodyLength();
    request.setChunked(body.chunked());
    request.setContentLengthLong(
        body.chunked() || !request.containsHeader(Header.ContentLength) ? -1 : body.bytes());
    boolean refused = super.onHttpHeaderParsed(header, buffer, context);
    // Nothing here may depend on what a client puts into Host: links begin with the public URL.
    request.getHeaders().setValue(Header.Host).setString("localhost");
    return refused;
  }

  /** The refusal is sent, and what still comes on the connection is discarded. */
  @Override
  protected void onHttpHeaderError(HttpHeader header, FilterChainContext context, Throwable cause) {
    boolean head = scanner((HttpRequestPacket) header).method().filter("HEAD"::equals).isPresent();
    Admission.refuse(context.getConnection(), reception.refusal(reception.unreadable(cause), head));
  }

  /**
   * The part of the body that follows in the chain says that it is broken, and is refused there.
   */
  @Override
  protected void onHttpContentError(
      HttpHeader header, FilterChainContext context, Throwable cause) {
    header.setContentBroken(true);
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
}

package dev.usher.http;

import dev.usher.http.framing.ChunkDecoder;
import java.nio.ByteBuffer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.ChunkedTransferEncoding;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.ParsingResult;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.memory.Buffers;

/**
 * The chunked coding (RFC 9112 §7.1): bodies of requests are decoded by {@link ChunkDecoder},
 * answers are encoded by Grizzly.
 */
final class ChunkedCoding implements TransferEncoding {
  private static final Attribute<ChunkDecoder> DECODER =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(
          ChunkedCoding.class.getName(), ChunkDecoder::new);

  private final ChunkedTransferEncoding encoder;

  ChunkedCoding(int maxTrailerBytes) {
    this.encoder = new ChunkedTransferEncoding(maxTrailerBytes);
  }

  @Override
  public boolean wantDecode(HttpHeader header) {
    return header.isChunked();
  }

  @Override
  public ParsingResult parsePacket(FilterChainContext context, HttpHeader header, Buffer buffer) {
    if (!buffer.hasRemaining()) {
      return ParsingResult.create(null, null);
    }
    ByteBuffer in = buffer.toByteBuffer().slice();
    ByteBuffer out = ByteBuffer.allocate(in.remaining());
    boolean complete = DECODER.get(header).decode(in, out);
    Buffer following = in.hasRemaining() ? buffer.split(buffer.position() + in.position()) : null;
    buffer.tryDispose();
    if (!complete && out.position() == 0) {
      return ParsingResult.create(null, null);
    }
    HttpContent content =
        header
            .httpContentBuilder()
            .content(Buffers.wrap(context.getMemoryManager(), out.flip()))
            .last(complete)
            .build();
    return ParsingResult.create(content, following);
  }

  @Override
  public boolean wantEncode(HttpHeader header) {
    return encoder.wantEncode(header);
  }

  @Override
  public void prepareSerialize(FilterChainContext context, HttpHeader header, HttpContent content) {
    encoder.prepareSerialize(context, header, content);
  }

  @Override
  public Buffer serializePacket(FilterChainContext context, HttpContent content) {
    return encoder.serializePacket(context, content);
  }
}

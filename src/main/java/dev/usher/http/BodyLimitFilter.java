package dev.usher.http;

import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Refuses bodies over the limit with 413, whether their length is announced or not. A Bulk has a
 * limit of its own (RFC 7644 §3.7.4).
 */
@PreMatching
final class BodyLimitFilter implements ContainerRequestFilter {
  private final long maxBodyBytes;
  private final long maxBulkBytes;

  BodyLimitFilter(long maxBodyBytes, long maxBulkBytes) {
    this.maxBodyBytes = maxBodyBytes;
    this.maxBulkBytes = Math.min(maxBulkBytes, maxBodyBytes);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    boolean bulk = Exchange.of(request).path().isEndpoint("Bulk");
    long most = bulk ? maxBulkBytes : maxBodyBytes;
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > most) {
      throw tooLarge(bulk, most);
    }
    if (length == null) {
      request.setEntityStream(
          new Limited(request.getEntityStream(), most, () -> tooLarge(bulk, most)));
    }
  }

  private static ScimException tooLarge(boolean bulk, long most) {
    String detail =
        bulk
            ? "A Bulk has at most %d bytes (maxPayloadSize); this one has more."
            : "The request body is larger than %d bytes.";
    return new ScimException(413, null, detail.formatted(most));
  }

  /** Counts what a chunked body turns out to be. */
  private static final class Limited extends FilterInputStream {
    private final long most;
    private final Supplier<ScimException> tooLarge;
    private long taken;

    Limited(InputStream body, long most, Supplier<ScimException> tooLarge) {
      super(body);
      this.most = most;
      this.tooLarge = tooLarge;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int got = super.read(buffer, offset, length);
      count(Math.max(got, 0));
      return got;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(bytes);
      count(skipped);
      return skipped;
    }

    private void count(long bytes) {
      taken += bytes;
      if (taken > most) {
        throw tooLarge.get();
      }
    }
  }
}

package dev.usher.http;

import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses bodies over the limit with 413, whether their length is announced or not. */
@PreMatching
final class BodyLimitFilter implements ContainerRequestFilter {
  private final long maxBodyBytes;

  BodyLimitFilter(long maxBodyBytes) {
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > maxBodyBytes) {
      throw tooLarge();
    }
    if (length == null) {
      request.setEntityStream(new Limited(request.getEntityStream()));
    }
  }

  private ScimException tooLarge() {
    return new ScimException(
        413, null, "The request body is larger than " + maxBodyBytes + " bytes.");
  }

  /** Counts what a chunked body turns out to be. */
  private final class Limited extends FilterInputStream {
    private long taken;

    Limited(InputStream body) {
      super(body);
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
      if (taken > maxBodyBytes) {
        throw tooLarge();
      }
    }
  }
}

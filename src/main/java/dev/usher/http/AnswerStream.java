package dev.usher.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Counts the bytes of an answer and passes them on, compressed from the moment that they are enough
 * for that; or throws them away, for HEAD. Used by one thread.
 */
final class AnswerStream extends OutputStream {
  private static final int GZIP_BUFFER = 8 * 1024;

  private final OutputStream target;
  private final boolean wanted;
  private final boolean discarded;
  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(0);
  private OutputStream gzip;
  private long length;

  /**
   * @param wanted whether it is compressed when it is long enough
   * @param discarded whether only its length is of interest
   */
  AnswerStream(OutputStream target, boolean wanted, boolean discarded) {
    this.target = target;
    this.wanted = wanted;
    this.discarded = discarded;
  }

  /** The bytes before compression. */
  long length() {
    return length;
  }

  /** Whether they are compressed; meaningful when all were written. */
  boolean isCompressed() {
    return wanted && length >= CompressedAnswers.LEAST_BYTES;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int count) throws IOException {
    length += count;
    if (discarded) {
      return;
    }
    if (!wanted) {
      target.write(from, offset, count);
    } else if (isCompressed()) {
      begin();
      gzip.write(from, offset, count);
    } else {
      beginning.write(from, offset, count);
    }
  }

  private void begin() throws IOException {
    if (gzip == null) {
      gzip = new Gzip(target);
      beginning.writeTo(gzip);
      beginning.reset();
    }
  }

  /** All bytes were written. */
  void finish() throws IOException {
    if (gzip == null) {
      beginning.writeTo(target);
    } else {
      gzip.close();
    }
  }

  /** Frees what a compression that is given up holds outside of the heap. */
  void giveUp() {
    if (gzip instanceof Gzip begun) {
      begun.end();
    }
  }

  @Override
  public void flush() {} // nothing is sent before it is complete

  @Override
  public void close() {} // see finish()

  /** Fast rather than small. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream target) throws IOException {
      super(target, GZIP_BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }

    void end() {
      def.end();
    }
  }
}

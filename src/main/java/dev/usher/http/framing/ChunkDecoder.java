package dev.usher.http.framing;

import java.nio.ByteBuffer;

/**
 * Decodes one chunked body in the order of its arrival (RFC 9112 §7.1). Chunk extensions are
 * ignored, trailer fields are dropped; both are bounded, as they are no part of the body that is
 * limited elsewhere.
 */
public final class ChunkDecoder {
  /** The longest extensions of one chunk, white space among them. */
  static final int MOST_EXTENSION_BYTES = 4 * 1024;

  /** The extensions of all chunks of a body. */
  static final int MOST_EXTENSION_BYTES_IN_ALL = 64 * 1024;

  /** The trailer section. */
  static final int MOST_TRAILER_BYTES = 8 * 1024;

  private static final int MOST_DIGITS = 16;

  private enum State {
    SIZE,
    EXTENSION,
    QUOTED,
    ESCAPED,
    SIZE_END,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    BODY_END,
    COMPLETE
  }

  private State state = State.SIZE;
  private long size;
  private int digits;
  private int extensionBytes;
  private int allExtensionBytes;
  private int trailerBytes;
  private boolean beforeSemicolon;

  /**
   * Decodes what has arrived.
   *
   * @param in what arrived; afterwards at its end or, when the body is complete, behind the body
   * @param out takes the data; needs as much room as {@code in} has remaining
   * @return whether the body is complete
   * @throws RefusedRequest 400 for what is malformed or over a bound
   */
  public boolean decode(ByteBuffer in, ByteBuffer out) {
    while (in.hasRemaining() && state != State.COMPLETE) {
      if (state == State.DATA) {
        data(in, out);
      } else {
        accept((char) (in.get() & 0xff));
      }
    }
    return state == State.COMPLETE;
  }

  private void data(ByteBuffer in, ByteBuffer out) {
    int length = (int) Math.min(size, in.remaining());
    out.put(in.slice(in.position(), length));
    in.position(in.position() + length);
    size -= length;
    if (size == 0) {
      state = State.DATA_CR;
    }
  }

  private void accept(char c) {
    switch (state) {
      case SIZE -> size(c);
      case EXTENSION, QUOTED, ESCAPED -> extension(c);
      case SIZE_END -> sizeEnd(c);
      case DATA_CR -> state = expect('\r', c, State.DATA_LF);
      case DATA_LF -> state = expect('\n', c, State.SIZE);
      case TRAILER, TRAILER_NAME, TRAILER_VALUE, TRAILER_LF -> trailer(c);
      case BODY_END -> state = expect('\n', c, State.COMPLETE);
      case DATA, COMPLETE -> throw new IllegalStateException(state.name());
    }
  }

  private void size(char c) {
    int digit = Characters.hexadecimal(c);
    if (digit >= 0) {
      if (++digits > MOST_DIGITS || size > Long.MAX_VALUE >> 4) {
        throw malformed("a chunk size is too large");
      }
      size = (size << 4) + digit;
    } else if (digits == 0) {
      throw malformed("a chunk does not begin with its size in hexadecimal digits");
    } else if (c == ';' || Characters.isBlank(c)) {
      beforeSemicolon = c != ';';
      state = State.EXTENSION;
      countExtension();
    } else {
      endOfSizeLine(c);
    }
  }

  private void extension(char c) {
    if (state == State.EXTENSION && c == '\r') {
      endOfSizeLine(c);
      return;
    }
    if (!Characters.isVisible(c) && !Characters.isBlank(c)) {
      throw malformed(
          "a chunk extension contains a control character or a quote that is not closed");
    }
    countExtension();
    if (state == State.ESCAPED) {
      state = State.QUOTED;
    } else if (state == State.QUOTED) {
      state = c == '"' ? State.EXTENSION : c == '\\' ? State.ESCAPED : State.QUOTED;
    } else if (beforeSemicolon && c != ';' && !Characters.isBlank(c)) {
      throw malformed("a chunk size is followed by something that is no extension");
    } else {
      beforeSemicolon = beforeSemicolon && c != ';';
      state = c == '"' ? State.QUOTED : State.EXTENSION;
    }
  }

  private void countExtension() {
    if (++extensionBytes > MOST_EXTENSION_BYTES
        || ++allExtensionBytes > MOST_EXTENSION_BYTES_IN_ALL) {
      throw malformed("the chunk extensions are too long");
    }
  }

  private void endOfSizeLine(char c) {
    state = expect('\r', c, State.SIZE_END);
  }

  private void sizeEnd(char c) {
    state = expect('\n', c, size == 0 ? State.TRAILER : State.DATA);
    digits = 0;
    extensionBytes = 0;
  }

  private void trailer(char c) {
    if (++trailerBytes > MOST_TRAILER_BYTES) {
      throw malformed("the trailer section is too long");
    }
    switch (state) {
      case TRAILER -> state = c == '\r' ? State.BODY_END : nameOf(c);
      case TRAILER_NAME -> state = c == ':' ? State.TRAILER_VALUE : nameOf(c);
      case TRAILER_VALUE -> {
        if (c == '\r') {
          state = State.TRAILER_LF;
        } else if (!Characters.isVisible(c) && !Characters.isBlank(c)) {
          throw malformed("a trailer field contains a control character");
        }
      }
      default -> state = expect('\n', c, State.TRAILER);
    }
  }

  private static State nameOf(char c) {
    if (!Characters.isToken(c)) {
      throw malformed("a trailer field does not begin with a name and a colon");
    }
    return State.TRAILER_NAME;
  }

  private static State expect(char expected, char c, State next) {
    if (c != expected) {
      throw malformed("a size line or the data of a chunk does not end with CRLF");
    }
    return next;
  }

  private static RefusedRequest malformed(String cause) {
    return RefusedRequest.malformed("The body is not valid chunked coding: " + cause + ".");
  }
}

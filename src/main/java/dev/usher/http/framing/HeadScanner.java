package dev.usher.http.framing;

import java.util.Optional;
import java.util.Set;

/**
 * Checks the bytes of one request head in the order of their arrival, each once (RFC 9112 §2–5):
 * line ends are CRLF, the request line has three parts, nothing separates a field name from its
 * colon, no field is continued on a second line. Only what passes here is parsed further, so that
 * no leniency of another parser matters.
 */
public final class HeadScanner {
  /** CRLFs of clients that end a body with one too many (RFC 9112 §2.2). */
  static final int MOST_EMPTY_LINES = 4;

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Set<String> VERSIONS = Set.of("HTTP/1.1", "HTTP/1.0");
  private static final int LONGEST_VERSION = 64;

  private enum State {
    START,
    EMPTY_LINE,
    METHOD,
    TARGET,
    VERSION,
    LINE_END,
    FIELD,
    NAME,
    VALUE,
    HEAD_END,
    COMPLETE
  }

  private final int maxBytes;
  private final int maxFields;
  private final FramingFields framing = new FramingFields();
  private final StringBuilder method = new StringBuilder();
  private final StringBuilder version = new StringBuilder();
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder value = new StringBuilder();
  private State state = State.START;
  private boolean inRequestLine = true;
  private boolean framingField;
  private boolean emptyTarget = true;
  private int emptyLines;
  private int bytes;
  private int fields;
  private BodyLength bodyLength = BodyLength.NONE;

  /**
   * A scanner for one head.
   *
   * @param maxBytes the longest request line and fields together
   * @param maxFields the most header fields
   */
  public HeadScanner(int maxBytes, int maxFields) {
    this.maxBytes = maxBytes;
    this.maxFields = maxFields;
  }

  /**
   * Takes the next byte.
   *
   * @return whether the head is complete with it; no byte is taken after that
   * @throws RefusedRequest 400 for what is malformed, 414 and 431 for what is too long, 501 for
   *     methods and codings that are not offered, 505 for other versions
   */
  public boolean accept(byte next) {
    char c = (char) (next & 0xff);
    bytes++;
    if (bytes > maxBytes) {
      throw inRequestLine
          ? new RefusedRequest(414, "The request line is too long.")
          : new RefusedRequest(431, "The request headers are too long.");
    }
    switch (state) {
      case START -> start(c);
      case EMPTY_LINE -> emptyLine(c);
      case METHOD -> method(c);
      case TARGET -> target(c);
      case VERSION -> version(c);
      case LINE_END -> lineEnd(c);
      case FIELD -> field(c);
      case NAME -> name(c);
      case VALUE -> value(c);
      case HEAD_END -> headEnd(c);
      case COMPLETE -> throw new IllegalStateException("the head is complete");
    }
    return state == State.COMPLETE;
  }

  /** How many bytes were taken, those of empty lines before the request line among them. */
  public int bytes() {
    return bytes + leadingBytes();
  }

  /** How many bytes of empty lines there are before the request line. */
  public int leadingBytes() {
    return 2 * emptyLines;
  }

  /** The method when the request line has one, also one that is not offered. */
  public Optional<String> method() {
    return state == State.START || state == State.EMPTY_LINE || state == State.METHOD
        ? Optional.empty()
        : Optional.of(method.toString());
  }

  /** The length of the body; meaningful when the head is complete. */
  public BodyLength bodyLength() {
    return bodyLength;
  }

  private void start(char c) {
    if (c == '\r') {
      state = State.EMPTY_LINE;
    } else {
      state = State.METHOD;
      method(c);
    }
  }

  private void emptyLine(char c) {
    requireLineFeed(c);
    if (++emptyLines > MOST_EMPTY_LINES) {
      throw RefusedRequest.malformed("There are too many empty lines before the request line.");
    }
    bytes = 0;
    state = State.START;
  }

  private void method(char c) {
    if (c == ' ' && method.length() > 0) {
      state = State.TARGET;
    } else if (Characters.isToken(c)) {
      method.append(c);
    } else {
      throw RefusedRequest.malformed("The request does not begin with a method and a space.");
    }
  }

  private void target(char c) {
    if (c == ' ' && !emptyTarget) {
      state = State.VERSION;
    } else if (Characters.isVisible(c)) {
      emptyTarget = false;
    } else {
      throw RefusedRequest.malformed(
          "The request line must be a method, a target and a version with one space between them.");
    }
  }

  private void version(char c) {
    if (c == '\r' && version.length() > 0) {
      state = State.LINE_END;
    } else if (Characters.isVisible(c) && version.length() < LONGEST_VERSION) {
      version.append(c);
    } else {
      throw RefusedRequest.malformed("The request line must end with a version and CRLF.");
    }
  }

  private void lineEnd(char c) {
    requireLineFeed(c);
    inRequestLine = false;
    state = State.FIELD;
  }

  private void field(char c) {
    if (c == '\r') {
      state = State.HEAD_END;
      return;
    }
    if (++fields > maxFields) {
      throw new RefusedRequest(431, "The request has more than " + maxFields + " headers.");
    }
    if (Characters.isBlank(c)) {
      throw RefusedRequest.malformed("A header must not be continued on a second line.");
    }
    name.setLength(0);
    state = State.NAME;
    name(c);
  }

  private void name(char c) {
    if (c == ':' && name.length() > 0) {
      framingField = FramingFields.has(name);
      value.setLength(0);
      state = State.VALUE;
    } else if (Characters.isToken(c)) {
      name.append(c);
    } else {
      throw RefusedRequest.malformed(
          "A header must begin with a name of letters, digits and hyphens and a colon.");
    }
  }

  private void value(char c) {
    if (c == '\r') {
      if (framingField) {
        framing.add(name, value.toString().strip());
      }
      state = State.LINE_END;
    } else if (!Characters.isVisible(c) && !Characters.isBlank(c)) {
      throw RefusedRequest.malformed("A header value contains a control character.");
    } else if (framingField) {
      value.append(c);
    }
  }

  private void headEnd(char c) {
    requireLineFeed(c);
    if (!METHODS.contains(method.toString())) {
      throw new RefusedRequest(
          501, "The methods offered are GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS.");
    }
    if (!VERSIONS.contains(version.toString())) {
      throw new RefusedRequest(505, "The server speaks HTTP/1.1.");
    }
    bodyLength = framing.bodyLength(version.toString().equals("HTTP/1.0"));
    state = State.COMPLETE;
  }

  private static void requireLineFeed(char c) {
    if (c != '\n') {
      throw RefusedRequest.malformed("A line must end with CRLF; there is a CR alone.");
    }
  }
}

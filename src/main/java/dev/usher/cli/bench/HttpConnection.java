package dev.usher.cli.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One kept-alive HTTP/1.1 connection. It shares the processors with the server that is measured, so
 * it does as little as can be done: one write a request, and of an answer no more than its status
 * and where it ends.
 */
final class HttpConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int UNKNOWN_LENGTH = -1;

  /** Where the status begins and ends in its line. */
  private static final int STATUS = 9;

  private static final int STATUS_END = 12;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String headers;
  private final String pathPrefix;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private byte[] line = new byte[256];
  private int lineLength;
  private int position;
  private int end;
  private boolean keeping;
  private boolean used;
  private boolean answering;
  private boolean ending;
  private Optional<String> retryAfter = Optional.empty();

  /**
   * Connects.
   *
   * @param base what paths are appended to, {@code https} or {@code http}
   * @param token sent as a bearer token, if any
   */
  HttpConnection(URI base, Optional<String> token) throws IOException {
    boolean tls = "https".equals(base.getScheme());
    int port = base.getPort() > 0 ? base.getPort() : tls ? 443 : 80;
    this.socket = tls ? encrypted(base.getHost(), port) : new Socket(base.getHost(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.pathPrefix = base.getRawPath().replaceFirst("/+$", "");
    this.headers =
        " HTTP/1.1\r\nHost: %s:%d\r\nAccept: application/scim+json\r\n%s"
            .formatted(
                base.getHost(),
                port,
                token.map(t -> "Authorization: Bearer " + t + "\r\n").orElse(""));
  }

  /** To a server whose certificate is for that host: the token is sent there. */
  private static Socket encrypted(String host, int port) throws IOException {
    SSLSocket made = (SSLSocket) SSLSocketFactory.getDefault().createSocket(host, port);
    SSLParameters parameters = made.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    made.setSSLParameters(parameters);
    return made;
  }

  /**
   * Sends a request and reads the answer to its end.
   *
   * @param body empty for none
   * @return the status
   */
  int send(String method, String path, Optional<String> body) throws IOException {
    return send(method, path, body, Optional.empty());
  }

  /**
   * The same.
   *
   * @param bearer the token of this request alone, in place of the connection's
   */
  int send(String method, String path, Optional<String> body, Optional<String> bearer)
      throws IOException {
    StringBuilder request = new StringBuilder(512);
    request.append(method).append(' ').append(pathPrefix).append(path).append(headers);
    bearer.ifPresent(each -> request.append("Authorization: Bearer ").append(each).append("\r\n"));
    if (body.isPresent()) {
      byte[] content = body.get().getBytes(StandardCharsets.UTF_8);
      request
          .append("Content-Type: application/scim+json\r\nContent-Length: ")
          .append(content.length)
          .append("\r\n\r\n")
          .append(body.get());
    } else {
      request.append("\r\n");
    }
    answering = false;
    out.write(request.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    int status = readAnswer(method);
    used = true;
    return status;
  }

  /** Like {@link #send}, for an answer whose body is wanted: {@link #body()}. */
  int sendForBody(String method, String path, Optional<String> body) throws IOException {
    keeping = true;
    kept.reset();
    try {
      return send(method, path, body);
    } finally {
      keeping = false;
    }
  }

  /** The body of the last answer that was asked for with {@link #sendForBody}. */
  byte[] body() {
    return kept.toByteArray();
  }

  /** Whether the server ended a connection that it had answered on, before the last answer. */
  boolean endedWithoutAnswer() {
    return used && !answering;
  }

  /** Whether the last answer was the last one on this connection. */
  boolean isEnding() {
    return ending;
  }

  /** The {@code Retry-After} of the last answer. */
  Optional<String> retryAfter() {
    return retryAfter;
  }

  private int readAnswer(String method) throws IOException {
    fillLine();
    int status = status();
    ending = lineBegins("http/1.0");
    retryAfter = Optional.empty();
    long length = UNKNOWN_LENGTH;
    boolean chunked = false;
    for (fillLine(); lineLength > 0; fillLine()) {
      if (lineBegins("content-length:")) {
        length = number(value(), 10);
      } else if (lineBegins("transfer-encoding:")) {
        chunked = value().contains("chunked");
      } else if (lineBegins("connection:")) {
        ending = value().contains("close") || (ending && !value().contains("keep-alive"));
      } else if (lineBegins("retry-after:")) {
        retryAfter = Optional.of(line().substring("retry-after:".length()).strip());
      }
    }
    if (status == 204 || status == 304 || method.equals("HEAD")) {
      return status;
    }
    if (chunked) {
      readChunks();
    } else if (length == UNKNOWN_LENGTH) {
      ending = true; // the end of the connection is the end of the answer (RFC 9112 §6.3)
      readToEnd();
    } else {
      read(length);
    }
    return status;
  }

  private void readChunks() throws IOException {
    while (true) {
      String line = readLine();
      int extension = line.indexOf(';');
      long length = number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
      if (length == 0) {
        while (!readLine().isEmpty()) {
          // trailers
        }
        return;
      }
      read(length);
      readLine();
    }
  }

  private void readToEnd() throws IOException {
    do {
      if (keeping) {
        kept.write(buffer, position, end - position);
      }
      position = end;
    } while (fillOrEnd());
  }

  /** Of the status line. */
  private int status() throws IOException {
    if (lineLength < STATUS_END || !lineBegins("http/1.")) {
      throw new ProtocolException("the answer is not HTTP/1.1");
    }
    String status = new String(line, STATUS, STATUS_END - STATUS, StandardCharsets.ISO_8859_1);
    return (int) number(status, 10);
  }

  /** Not negative. */
  private static long number(String digits, int radix) throws IOException {
    try {
      long number = Long.parseLong(digits, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new ProtocolException("the answer has no number where HTTP/1.1 has one");
  }

  private void read(long length) throws IOException {
    long left = length;
    while (left > 0) {
      if (position == end) {
        fill();
      }
      int taken = (int) Math.min(left, end - position);
      if (keeping) {
        kept.write(buffer, position, taken);
      }
      position += taken;
      left -= taken;
    }
  }

  private String readLine() throws IOException {
    fillLine();
    return line();
  }

  /** Of a header, in lower case. */
  private String value() {
    String header = line();
    return header.substring(header.indexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
  }

  private String line() {
    return new String(line, 0, lineLength, StandardCharsets.ISO_8859_1);
  }

  private boolean lineBegins(String lowerCase) {
    if (lineLength < lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if (Character.toLowerCase((char) line[i]) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Reads a line without its end; most headers are looked at no further. */
  private void fillLine() throws IOException {
    lineLength = 0;
    while (true) {
      if (position == end) {
        fill();
      }
      byte next = buffer[position++];
      if (next == '\n') {
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
          lineLength--;
        }
        return;
      }
      if (lineLength == line.length) {
        if (lineLength >= LONGEST_LINE) {
          throw new ProtocolException("the answer has a header without an end");
        }
        line = Arrays.copyOf(line, 2 * line.length);
      }
      line[lineLength++] = next;
    }
  }

  private void fill() throws IOException {
    if (!fillOrEnd()) {
      throw new EOFException("the server closed the connection");
    }
  }

  private boolean fillOrEnd() throws IOException {
    end = Math.max(in.read(buffer), 0);
    position = 0;
    answering |= end > 0;
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

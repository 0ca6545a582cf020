package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that sends what no HTTP client would. */
public final class RawConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  public RawConnection(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /** A connection from that address of the loopback. */
  public RawConnection(int port, String from) throws IOException {
    socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = socket.getInputStream();
  }

  /** Breaks the connection off with a reset, as a killed client does. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Sends the text in ISO 8859-1, as it is. */
  public RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends a head of these lines and the empty line after it. */
  public RawConnection head(String... lines) throws IOException {
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** Reads one answer to anything but HEAD. */
  public Answer answer() throws IOException {
    Answer head = headAnswer();
    return new Answer(head.status(), head.headers(), body(head.headers()));
  }

  /** Reads an answer that has no body: an interim one, or one to HEAD. */
  public Answer headAnswer() throws IOException {
    String[] line = line().split(" ", 3);
    assertThat(line[0]).isEqualTo("HTTP/1.1");
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(line[1]), headers, new byte[0]);
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.containsKey("content-length")) {
      return in.readNBytes(Integer.parseInt(headers.get("content-length")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      int size;
      do {
        size = Integer.parseInt(line(), 16);
        body.write(in.readNBytes(size));
        line();
      } while (size > 0);
    } else if ("close".equals(headers.get("connection"))) {
      in.transferTo(body);
    }
    return body.toByteArray();
  }

  /** Whether the server has closed the connection, or does so within the time-out. */
  public boolean isClosedByServer() throws IOException {
    return in.read() < 0;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      assertThat(c).as("the connection ended after: %s", line).isNotNegative();
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** An answer; header names are in lower case. */
  @SuppressWarnings("ArrayRecordComponent") // compared with nothing
  public record Answer(int status, Map<String, String> headers, byte[] bytes) {

    public String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Asserts that it is a SCIM error in full. */
    public Answer assertError(int expectedStatus, String scimType) throws Exception {
      assertThat(status).isEqualTo(expectedStatus);
      assertThat(headers).containsEntry("content-type", "application/scim+json");
      assertThat(headers).containsKey("x-request-id").doesNotContainKey("server");
      RunningServer.assertError(body(), expectedStatus, scimType);
      return this;
    }
  }
}

package dev.usher.stress;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One HTTP/1.1 connection that writes and reads as slowly as it is told to. */
final class Wire implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private final Consumer<Wire> closed;
  private boolean open = true;

  /**
   * Connects.
   *
   * @param receiveBuffer the socket's, in bytes; empty for the system's default
   * @param closed is given this connection when it is closed
   */
  Wire(int port, Optional<Integer> receiveBuffer, Consumer<Wire> closed) throws IOException {
    this.closed = closed;
    if (receiveBuffer.isPresent()) {
      socket.setReceiveBufferSize(receiveBuffer.get());
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /**
   * Sends a request, whole.
   *
   * @param token empty for none
   */
  void send(String method, String path, String token, byte[] body) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(head(method, path, token, body.length));
    message.write(body);
    message.writeTo(out);
    out.flush();
  }

  /** Sends the head of a request. */
  void sendHead(String method, String path, String token, int length) throws IOException {
    out.write(head(method, path, token, length));
    out.flush();
  }

  /** Sends one byte of a body. */
  void sendByte(char each) throws IOException {
    out.write(each);
    out.flush();
  }

  private static byte[] head(String method, String path, String token, int length) {
    String type =
        path.equals("/oauth/token") ? "application/x-www-form-urlencoded" : "application/scim+json";
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\n%s%s\r\n"
            .formatted(
                method,
                path,
                token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n",
                length == 0
                    ? ""
                    : "Content-Type: " + type + "\r\nContent-Length: " + length + "\r\n");
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether an answer, or the end of the connection, can be read without waiting. */
  boolean answered() throws IOException {
    return in.available() > 0;
  }

  /** Reads one byte. */
  void readByte() throws IOException {
    if (in.read() < 0) {
      throw new EOFException();
    }
  }

  /** Reads an answer to its end, which may be the end of the connection, and returns its status. */
  int answer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    long length = -1;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
      }
      chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
      open &= !header.replace(" ", "").equals("connection:close");
    }
    if (chunked) {
      skipChunks();
    } else if (length > 0) {
      in.skipNBytes(length);
    }
    return status;
  }

  private void skipChunks() throws IOException {
    for (long size = -1; size != 0; ) {
      size = Long.parseLong(line().strip(), 16);
      in.skipNBytes(size);
      line();
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Whether the server keeps the connection for another request. */
  boolean keepsAlive() {
    return open;
  }

  @Override
  public void close() throws IOException {
    closed.accept(this);
    socket.close();
  }
}

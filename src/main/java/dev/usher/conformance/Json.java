package dev.usher.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as requests are written here and as answers are read. */
public final class Json {
  private static final JsonMapper READER = JsonMapper.builder().build();
  private static final JsonMapper WRITER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  private Json() {}

  /**
   * An object from a template with single quotes for double ones.
   *
   * @param values for the template's {@code %s}; free of quotes and backslashes
   */
  @SuppressWarnings("AnnotateFormatMethod") // no annotation library for one method
  public static ObjectNode object(String template, Object... values) {
    try {
      return (ObjectNode) WRITER.readTree(template.formatted(values));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(template, e);
    }
  }

  /** What a server sent; a missing node when it is no JSON. */
  static JsonNode read(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : READER.readTree(text);
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }
}

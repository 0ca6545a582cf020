package dev.usher.scim.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Where the parameters of a query come from: a query string or a search request's body. */
@FunctionalInterface
public interface QueryParameters {

  /** The decoded text of a parameter; empty when it is absent. Lists are joined with commas. */
  Optional<String> get(String name);

  /**
   * The parameters of a {@code /.search} request (RFC 7644 §3.4.3), named in any case; null and
   * {@code []} are absent.
   *
   * @throws ScimException 400 {@code invalidSyntax} when the body is no object; a parameter that is
   *     an object is refused with {@code invalidValue} when it is asked for
   */
  static QueryParameters ofSearchRequest(JsonNode body) {
    if (!body.isObject()) {
      throw ScimException.invalidSyntax("A search request is a JSON object.");
    }
    return name ->
        body.properties().stream()
            .filter(field -> field.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .filter(value -> !value.isNull())
            .findFirst()
            .map(value -> text(name, value));
  }

  private static String text(String name, JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(each -> text(name, each))
          .collect(Collectors.joining(","));
    }
    if (!value.isValueNode()) {
      throw ScimException.invalidValue(name + " must not be an object.");
    }
    return value.asText();
  }
}

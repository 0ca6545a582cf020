package dev.usher.scim.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where the parameters of a query come from: a query string or a search request's body. */
@FunctionalInterface
public interface QueryParameters {

  /**
   * The decoded text of a parameter; empty when it is absent. Lists are joined with commas.
   *
   * @throws ScimException 400 {@code invalidValue} when it comes more than once and is no list
   */
  Optional<String> get(String name);

  /**
   * The same, with a text of spaces alone taken as absent.
   *
   * @throws ScimException as {@link #get} does
   */
  default Optional<String> given(String name) {
    return get(name).filter(text -> !text.isBlank());
  }

  /** Whether certain attributes are asked for, or all but some (RFC 7644 §3.9). */
  default boolean selects() {
    return given("attributes").isPresent() || given("excludedAttributes").isPresent();
  }

  /**
   * The parameters of a {@code /.search} request (RFC 7644 §3.4.3), named in any case; null and
   * {@code []} are absent.
   *
   * @throws ScimException 400 {@code invalidSyntax} when the body is no object; a parameter that is
   *     an object, or a list where one value is wanted, is refused with {@code invalidValue} when
   *     it is asked for
   */
  static QueryParameters ofSearchRequest(JsonNode body) {
    if (!body.isObject()) {
      throw ScimException.invalidSyntax("A search request is a JSON object.");
    }
    return name ->
        RepeatedParameters.one(
            name,
            body.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .flatMap(field -> values(field.getValue()))
                .map(value -> text(name, value))
                .toList());
  }

  private static Stream<JsonNode> values(JsonNode value) {
    Stream<JsonNode> all =
        value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
    return all.filter(each -> !each.isNull());
  }

  private static String text(String name, JsonNode value) {
    if (!value.isValueNode()) {
      throw ScimException.invalidValue(name + " must not hold objects or lists.");
    }
    return value.asText();
  }
}

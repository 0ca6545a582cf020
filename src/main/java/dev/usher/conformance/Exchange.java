package dev.usher.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request and its answer.
 *
 * @param line the request line, relative to the SCIM base
 * @param status of the answer
 * @param headers of the answer
 * @param text the answer's body
 */
public record Exchange(String line, int status, HttpHeaders headers, String text) {
  private static final int SHOWN = 300;
  private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

  /** The body as JSON; a missing node when it is none. */
  public JsonNode body() {
    return Json.read(text);
  }

  /** What is at a JSON pointer, its names compared without case (RFC 7643 §2.1). */
  public JsonNode at(String pointer) {
    return at(body(), pointer);
  }

  static JsonNode at(JsonNode from, String pointer) {
    JsonNode node = from;
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
      boolean index = node.isArray() && step.matches("[0-9]{1,6}");
      node = index ? node.path(Integer.parseInt(step)) : member(node, step);
    }
    return node;
  }

  private static JsonNode member(JsonNode object, String name) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  /** The id of the resource that was answered. */
  public String id() {
    return require(at("/id").isTextual(), "an “id” that is a string").at("/id").textValue();
  }

  /** A header's value; empty without one. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** Insists on one of these statuses. */
  public Exchange status(int... wanted) {
    String words =
        Arrays.stream(wanted).mapToObj(String::valueOf).collect(Collectors.joining(" or "));
    return require(Arrays.stream(wanted).anyMatch(s -> s == status), "status " + words);
  }

  /** Insists on a value; a boolean, a number or a string. */
  public Exchange has(String pointer, Object value) {
    JsonNode found = at(pointer);
    boolean equal =
        value instanceof Boolean flag
            ? found.isBoolean() && found.booleanValue() == flag
            : value instanceof Integer number
                ? found.isIntegralNumber() && found.intValue() == number
                : found.isTextual() && found.textValue().equals(value);
    return require(equal, pointer + " = " + value);
  }

  /** Insists that there is nothing, null or an empty array (RFC 7643 §2.5). */
  public Exchange lacks(String pointer) {
    JsonNode found = at(pointer);
    boolean unassigned =
        found.isMissingNode() || found.isNull() || (found.isArray() && found.isEmpty());
    return require(unassigned, "no " + pointer);
  }

  /** Insists on an SCIM error of that status (RFC 7644 §3.12). */
  public Exchange error(int... wanted) {
    status(wanted);
    require(texts("/schemas").contains(ERROR), "a body with the schema " + ERROR);
    return has("/status", String.valueOf(status));
  }

  /** Insists on that status and, when there is a keyword of the error, on one of these. */
  public Exchange refusal(int wanted, String... scimTypes) {
    status(wanted);
    JsonNode type = at("/scimType");
    boolean known =
        type.isMissingNode() || type.isNull() || List.of(scimTypes).contains(type.asText());
    return require(known, "the scimType " + String.join(" or ", scimTypes));
  }

  /** Insists on that status and that {@code scimType} says so. */
  public Exchange refusedAs(int wanted, String scimType) {
    return status(wanted).has("/scimType", scimType);
  }

  /** The strings of an array. */
  public List<String> texts(String pointer) {
    List<String> texts = new ArrayList<>();
    at(pointer).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** The resources of a list. */
  public List<JsonNode> resources() {
    List<JsonNode> resources = new ArrayList<>();
    at("/Resources").forEach(resources::add);
    return resources;
  }

  /** The ids of the resources of a list. */
  public List<String> ids() {
    return resources().stream().map(each -> each.path("id").asText()).toList();
  }

  /** The first element of an array whose member has that value. */
  public Optional<JsonNode> element(String pointer, String member, String value) {
    for (JsonNode each : at(pointer)) {
      if (member(each, member).asText().equals(value)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Insists on something. */
  public Exchange require(boolean met, String expected) {
    if (!met) {
      throw new Unmet(line, expected, shown());
    }
    return this;
  }

  private String shown() {
    String type = header("Content-Type");
    String flat = text.replaceAll("\\s+", " ").strip();
    String cut = ShortText.cut(flat, SHOWN);
    return "status "
        + status
        + (type.isEmpty() ? "" : ", " + type)
        + (cut.isEmpty() ? "" : ", " + cut);
  }
}

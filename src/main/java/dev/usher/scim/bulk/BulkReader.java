package dev.usher.scim.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.resource.AnyCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * Reads the message of a Bulk. Names are taken in any case. What is wrong with the message refuses
 * it; what is wrong with one of its operations makes that one {@link BulkOperation.Malformed}.
 */
public final class BulkReader {
  private final BulkLimits limits;
  private final String scimBase;

  /**
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   */
  public BulkReader(BulkLimits limits, String scimBase) {
    this.limits = limits;
    this.scimBase = scimBase;
  }

  /**
   * The message of a body.
   *
   * @throws ScimException 400 {@code invalidSyntax} when it is none, {@code invalidValue} for an
   *     unusable {@code failOnErrors}, 413 for too many operations (RFC 7644 §3.7.4)
   */
  public BulkRequest read(JsonNode body) {
    if (!saysBulkRequest(AnyCase.member(body, "schemas"))) {
      throw ScimException.invalidSyntax(
          "The schemas of a Bulk must be [\"%s\"].".formatted(BulkRequest.URN));
    }
    JsonNode list =
        AnyCase.member(body, "Operations")
            .filter(JsonNode::isArray)
            .orElseThrow(() -> ScimException.invalidSyntax("A Bulk needs \"Operations\", a list."));
    if (list.size() > limits.maxOperations()) {
      throw new ScimException(
          413,
          null,
          "A Bulk has at most %d operations (maxOperations); this one has %d."
              .formatted(limits.maxOperations(), list.size()));
    }
    List<BulkOperation> operations = new ArrayList<>(list.size());
    list.forEach(each -> operations.add(operation(each)));
    return new BulkRequest(failOnErrors(AnyCase.member(body, "failOnErrors")), operations);
  }

  private static boolean saysBulkRequest(Optional<JsonNode> schemas) {
    return schemas.filter(JsonNode::isArray).stream()
        .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
        .anyMatch(urn -> urn.isTextual() && urn.textValue().equalsIgnoreCase(BulkRequest.URN));
  }

  private static OptionalInt failOnErrors(Optional<JsonNode> value) {
    if (value.filter(given -> !given.isNull()).isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode given = value.get();
    int number = given.isTextual() || given.isIntegralNumber() ? given.asInt(0) : 0;
    if (number < 1) {
      throw ScimException.invalidValue("failOnErrors must be a whole number, at least 1.");
    }
    return OptionalInt.of(number);
  }

  private BulkOperation operation(JsonNode node) {
    if (!node.isObject()) {
      return new BulkOperation.Malformed(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ScimException.invalidSyntax("Each of \"Operations\" must be an object."));
    }
    Optional<String> name = text(node, "method");
    Optional<BulkMethod> method = name.flatMap(BulkMethod::of);
    Optional<String> bulkId = text(node, "bulkId");
    Optional<BulkPath> path = Optional.empty();
    try {
      path = Optional.of(path(node));
      return wellformed(node, method, bulkId, path.get());
    } catch (ScimException wrong) {
      return new BulkOperation.Malformed(
          method.map(BulkMethod::name).or(() -> name), bulkId, path, wrong);
    }
  }

  private BulkPath path(JsonNode node) {
    return text(node, "path")
        .map(text -> BulkPath.parse(text, scimBase))
        .orElseThrow(() -> ScimException.invalidSyntax("The operation needs a \"path\"."));
  }

  private static BulkOperation wellformed(
      JsonNode node, Optional<BulkMethod> named, Optional<String> bulkId, BulkPath path) {
    BulkMethod method =
        named.orElseThrow(
            () ->
                ScimException.invalidSyntax(
                    "The \"method\" of an operation must be POST, PUT, PATCH or DELETE."));
    if (method == BulkMethod.POST && bulkId.filter(id -> !id.isEmpty()).isEmpty()) {
      throw ScimException.invalidSyntax("A POST in a Bulk needs a \"bulkId\".");
    }
    JsonNode data = AnyCase.member(node, "data").orElse(MissingNode.getInstance());
    if (method != BulkMethod.DELETE && !data.isObject()) {
      throw ScimException.invalidSyntax(
          "A %s in a Bulk needs \"data\", a JSON object.".formatted(method));
    }
    return new BulkOperation.Wellformed(method, bulkId, path, text(node, "version"), data);
  }

  /** Null is absent; a number is a text to those who are careless about ids. */
  private static Optional<String> text(JsonNode node, String name) {
    return AnyCase.member(node, name)
        .filter(value -> value.isValueNode() && !value.isNull())
        .map(JsonNode::asText);
  }
}

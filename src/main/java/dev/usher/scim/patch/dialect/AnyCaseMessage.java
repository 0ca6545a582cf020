package dev.usher.scim.patch.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.dialect.RawOperation.Kind;
import dev.usher.scim.resource.AnyCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Entra ID writes {@code Add}, {@code Replace} and {@code Remove}; others write {@code operations},
 * or put more into an operation than belongs there:
 *
 * <pre>{@code
 * {"operations": [{"Op": "Add", "Path": "nickName", "Value": "Babs", "name": "addNickName"}]}
 * }</pre>
 *
 * Names and {@code op} are read in any case, and what is not known is passed over. A missing {@code
 * schemas} is, too. A message without operations changes nothing, as one with an empty list.
 */
public final class AnyCaseMessage {

  private AnyCaseMessage() {}

  /**
   * The operations of a message, in order.
   *
   * @throws ScimException 400 {@code invalidSyntax} when the message is none, {@code invalidPath}
   *     when a path is no text, {@code invalidValue} when an add or replace has no value
   */
  public static List<RawOperation> operations(JsonNode body) {
    if (body == null || !body.isObject()) {
      throw ScimException.invalidSyntax("The body of a PATCH must be a JSON object.");
    }
    Optional<JsonNode> sent = AnyCase.member(body, "Operations").filter(each -> !each.isNull());
    if (sent.isEmpty()) {
      return List.of();
    }
    JsonNode list = sent.get();
    if (!list.isArray()) {
      throw ScimException.invalidSyntax("\"Operations\" of a PATCH must be a list.");
    }
    List<RawOperation> operations = new ArrayList<>(list.size());
    for (JsonNode operation : list) {
      operations.add(operation(operation));
    }
    return operations;
  }

  private static RawOperation operation(JsonNode node) {
    if (!node.isObject()) {
      throw ScimException.invalidSyntax("Each of \"Operations\" must be an object.");
    }
    Kind kind = kind(AnyCase.member(node, "op"));
    Optional<JsonNode> path = AnyCase.member(node, "path").filter(p -> !p.isNull());
    if (path.isPresent() && !path.get().isTextual()) {
      throw ScimException.invalidPath("The path of an operation must be a text.");
    }
    Optional<JsonNode> value = AnyCase.member(node, "value");
    if (kind != Kind.REMOVE && value.isEmpty()) {
      throw ScimException.invalidValue(
          "An operation \"%s\" needs a value.".formatted(kind.name().toLowerCase(Locale.ROOT)));
    }
    return new RawOperation(kind, path.map(JsonNode::textValue), value, false);
  }

  private static Kind kind(Optional<JsonNode> op) {
    String text = op.map(o -> o.asText().trim().toLowerCase(Locale.ROOT)).orElse("");
    return switch (text) {
      case "add" -> Kind.ADD;
      case "replace" -> Kind.REPLACE;
      case "remove" -> Kind.REMOVE;
      default ->
          throw ScimException.invalidSyntax(
              "The \"op\" of an operation must be add, replace or remove.");
    };
  }
}

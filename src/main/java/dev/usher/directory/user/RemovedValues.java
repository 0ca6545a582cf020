package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.access.ProjectRoles;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.license.Licenses;
import dev.usher.directory.license.Seat;
import dev.usher.scim.patch.PatchOperation;
import dev.usher.scim.patch.PatchOperation.RemoveValues;
import dev.usher.scim.schema.KatalonUserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Values that a PATCH takes away by name, in the spelling that the resource shows: {@code KSE} is
 * the seat held, whatever its pool, and {@code PJ-7} the default role on it. Otherwise they would
 * match nothing, and what was to be taken away would stay.
 */
final class RemovedValues {
  private final Licenses licenses;
  private final Map<String, String> sent;
  private final Catalogue catalogue;
  private final Optional<KatalonBlock> katalon;

  /**
   * @param sent the values of entitlements as clients wrote them, by seat or grant
   */
  RemovedValues(
      UserState state,
      Map<String, String> sent,
      Catalogue catalogue,
      Optional<String> katalonAlias) {
    this.sent = Map.copyOf(sent);
    this.licenses = new Licenses(catalogue, state.seats(), state.organization(), katalonAlias);
    this.catalogue = catalogue;
    this.katalon = KatalonBlock.of(katalonAlias, catalogue);
  }

  List<PatchOperation> spelled(List<PatchOperation> operations) {
    return operations.stream().map(this::spelled).toList();
  }

  private PatchOperation spelled(PatchOperation operation) {
    if (!(operation instanceof RemoveValues remove)) {
      return operation;
    }
    String path = remove.target().path().toString();
    if (path.equals(UsherUserSchema.URN + ":licenses")) {
      return each(remove, value -> text(value, seat(value.asText())));
    }
    if (path.equals(UsherUserSchema.URN + ":projectRoles")) {
      return each(remove, value -> text(value, grant(value.asText())));
    }
    if (katalon.isPresent() && path.startsWith(KatalonUserSchema.URN + ":")) {
      String name = remove.target().path().attribute().name();
      return each(
          remove, value -> text(value, katalon.get().shown(name, value.asText(), licenses)));
    }
    return path.equals("entitlements") ? each(remove, this::entitlement) : operation;
  }

  private JsonNode entitlement(JsonNode element) {
    if (!(element instanceof ObjectNode object) || !object.path("value").isTextual()) {
      return element;
    }
    String value = object.path("value").textValue();
    Optional<String> item = seat(value).or(() -> grant(value));
    Optional<String> spelling = item.map(text -> sent.getOrDefault(text, text));
    return spelling.<JsonNode>map(text -> object.deepCopy().put("value", text)).orElse(element);
  }

  private Optional<String> seat(String value) {
    return licenses.find(value).map(Seat::toString);
  }

  private Optional<String> grant(String value) {
    return ProjectRoles.resolve(value, catalogue).map(ProjectGrant::toString);
  }

  private static JsonNode text(JsonNode value, Optional<String> spelling) {
    return spelling.<JsonNode>map(TextNode::valueOf).orElse(value);
  }

  private static RemoveValues each(RemoveValues remove, UnaryOperator<JsonNode> spelling) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    remove.values().forEach(value -> values.add(spelling.apply(value)));
    return new RemoveValues(remove.target(), values);
  }
}

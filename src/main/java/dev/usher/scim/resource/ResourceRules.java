package dev.usher.scim.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.Mutability;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What holds for a document as a whole, whoever wrote it and by whichever request. */
public final class ResourceRules {
  /** The most bytes of a resource as UTF-8 JSON, {@code members} not counted. */
  public static final int MAX_BYTES = 1 << 20;

  private static final ObjectWriter JSON = new ObjectMapper().writer();

  private ResourceRules() {}

  /**
   * Brings the writable attributes of a document, in place, into their canonical form: sets without
   * doubles and with one primary at most ({@link MultiValues}), complex values without nulls, and
   * JSON null for an attribute of which nothing is left.
   */
  public static void normalize(ObjectNode document, ResourceType type) {
    normalize(document, type.core());
    for (Schema extension : type.extensions()) {
      if (document.get(extension.urn()) instanceof ObjectNode block) {
        normalize(block, extension);
      }
    }
  }

  private static void normalize(ObjectNode holder, Schema schema) {
    for (Attribute attribute : schema.attributes()) {
      if (attribute.mutability() != Mutability.READ_ONLY) {
        normalize(holder, attribute);
      }
    }
  }

  private static void normalize(ObjectNode holder, Attribute attribute) {
    JsonNode value = holder.get(attribute.name());
    if (value instanceof ArrayNode array) {
      ArrayNode whole = holder.arrayNode();
      for (JsonNode element : array) {
        JsonNode kept = element instanceof ObjectNode o ? Documents.pruned(o) : element;
        if (!kept.isNull()) {
          whole.add(kept);
        }
      }
      ArrayNode folded = MultiValues.fold(attribute, whole);
      holder.set(attribute.name(), folded.isEmpty() ? holder.nullNode() : folded);
    } else if (value instanceof ObjectNode object) {
      holder.set(attribute.name(), Documents.pruned(object));
    }
  }

  /**
   * Refuses a document without its required attributes; a blank text counts as missing.
   *
   * @param refusal makes the exception from its detail: {@code invalidValue} for a body that lacks
   *     the attribute, {@code mutability} for a PATCH that took it away (RFC 7644 §3.5.2.2)
   */
  public static void requireAll(
      ObjectNode document, ResourceType type, Function<String, ScimException> refusal) {
    List<String> missing = new ArrayList<>();
    for (Attribute attribute : type.core().attributes()) {
      if (attribute.required()
          && attribute.mutability() != Mutability.READ_ONLY
          && blank(document.path(attribute.name()))) {
        missing.add(attribute.name());
      }
    }
    if (!missing.isEmpty()) {
      throw refusal.apply(
          "%s is required and must not be blank.".formatted(String.join(", ", missing)));
    }
  }

  private static boolean blank(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.textValue().isBlank())
        || (value.isContainerNode() && value.isEmpty());
  }

  /**
   * Refuses a document of more than {@link #MAX_BYTES}, what the server itself puts in not counted.
   *
   * @throws ScimException 400 {@code invalidValue}
   */
  public static void limitSize(ObjectNode document, ResourceType type) {
    if (JsonSize.atMost(document) <= MAX_BYTES) {
      return; // nearly every one: it need not be written to be weighed
    }
    ObjectNode counted = document.objectNode().setAll(document);
    counted.remove("members");
    type.core().attributes().stream()
        .filter(a -> a.mutability() == Mutability.READ_ONLY)
        .forEach(a -> counted.remove(a.name()));
    try {
      if (JSON.writeValueAsBytes(counted).length > MAX_BYTES) {
        throw ScimException.invalidValue("The resource is larger than 1 MiB.");
      }
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A document of JSON nodes could not be written", impossible);
    }
  }
}

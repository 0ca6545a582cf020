package dev.usher.api.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.types.AttributeDefinition;
import com.unboundid.scim2.common.types.SchemaResource;
import com.unboundid.scim2.common.utils.JsonUtils;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.Schema;
import java.util.List;
import java.util.Set;

/**
 * Usher's schema definitions as the SDK's. Attributes go through their JSON form, because the SDK's
 * builder keeps canonical values in no order.
 */
final class SchemaConversion {

  /**
   * Attributes of every resource, which no schema defines (RFC 7643 §3.1). Clients that make a
   * model of each schema break on them. {@code externalId} is listed, since not every type has it.
   */
  private static final Set<String> COMMON = Set.of("schemas", "id", "meta");

  private SchemaConversion() {}

  static SchemaResource toSdk(Schema schema) {
    List<AttributeDefinition> attributes =
        schema.attributes().stream()
            .filter(attribute -> !COMMON.contains(attribute.name()))
            .map(SchemaConversion::toSdk)
            .toList();
    return new SchemaResource(schema.urn(), schema.name(), schema.description(), attributes);
  }

  private static AttributeDefinition toSdk(Attribute attribute) {
    try {
      return JsonUtils.nodeToValue(toNode(attribute), AttributeDefinition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the SDK cannot express " + attribute.name(), e);
    }
  }

  /** The definition as RFC 7643 §7 writes it; lists are absent rather than empty. */
  private static ObjectNode toNode(Attribute attribute) {
    ObjectNode node = JsonUtils.getJsonNodeFactory().objectNode();
    node.put("name", attribute.name());
    node.put("type", attribute.type().wireName());
    if (!attribute.subAttributes().isEmpty()) {
      ArrayNode subAttributes = node.putArray("subAttributes");
      attribute.subAttributes().forEach(sub -> subAttributes.add(toNode(sub)));
    }
    node.put("multiValued", attribute.multiValued());
    node.put("description", attribute.description());
    node.put("required", attribute.required());
    putUnlessEmpty(node, "canonicalValues", attribute.canonicalValues());
    node.put("caseExact", attribute.caseExact());
    node.put("mutability", attribute.mutability().wireName());
    node.put("returned", attribute.returned().wireName());
    node.put("uniqueness", attribute.uniqueness().wireName());
    putUnlessEmpty(node, "referenceTypes", attribute.referenceTypes());
    return node;
  }

  private static void putUnlessEmpty(ObjectNode node, String name, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = node.putArray(name);
      values.forEach(array::add);
    }
  }
}

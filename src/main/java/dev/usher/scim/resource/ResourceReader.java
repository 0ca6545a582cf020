package dev.usher.scim.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import java.util.Optional;

/**
 * Reads the body of a POST or PUT into a canonical document.
 *
 * <p>Names are taken in any case; extension blocks under their URN or an alias of it, whether
 * {@code schemas} lists it or not; at the root also {@code URN:attribute} and dotted names. What
 * the client cannot set (readOnly attributes, what is said about members beside their ids) and the
 * password are dropped, and so are unknown attributes unless strict.
 *
 * <p>An attribute, or a whole block, that was sent empty is an explicit JSON null in the document,
 * so that PUT can tell it from an absent one; {@link Documents#strip} takes those nulls out.
 */
public final class ResourceReader {
  private final ResourceType type;
  private final boolean strict;
  private final ValueReader values;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();

  private ResourceReader(ResourceType type, boolean strict) {
    this.type = type;
    this.strict = strict;
    this.values = new ValueReader(strict);
  }

  /**
   * The canonical document of a body.
   *
   * @param strict whether an unknown attribute is refused
   * @throws ScimException 400 {@code invalidSyntax} when the body is no object, {@code
   *     invalidValue} when a value is unusable or a required attribute missing, {@code invalidPath}
   *     for an unknown attribute when strict
   */
  public static ObjectNode read(JsonNode body, ResourceType type, boolean strict) {
    if (body == null || !body.isObject()) {
      throw ScimException.invalidSyntax("The body must be a JSON object.");
    }
    ResourceReader reader = new ResourceReader(type, strict);
    reader.root(body);
    ResourceRules.normalize(reader.document, type);
    ResourceRules.requireAll(reader.document, type, ScimException::invalidValue);
    ResourceRules.limitSize(reader.document, type);
    return reader.document;
  }

  private void root(JsonNode body) {
    for (var member : body.properties()) {
      String key = member.getKey();
      Optional<Schema> schema = type.schema(key);
      if (schema.filter(type::isExtension).isPresent()) {
        block(schema.get(), member.getValue());
      } else if (schema.isPresent()) {
        coreBlock(key, member.getValue());
      } else if (type.split(key).isPresent()) {
        attribute(type.find(key), key, member.getValue());
      } else {
        attribute(in(type.core(), key), key, member.getValue());
      }
    }
  }

  private void coreBlock(String key, JsonNode value) {
    if (value.isObject()) {
      root(value);
    } else if (!value.isNull()) {
      throw ScimException.invalidValue("The value of " + key + " must be an object.");
    }
  }

  private void block(Schema schema, JsonNode raw) {
    JsonNode value = raw.isArray() && raw.size() == 1 ? raw.get(0) : raw;
    boolean empty = value.isNull() || (!value.isObject() && value.asText().isEmpty());
    if (value.isArray() ? value.isEmpty() : empty) {
      document.putNull(schema.urn());
      return;
    }
    if (!value.isObject()) {
      throw ScimException.invalidValue("The value of " + schema.urn() + " must be an object.");
    }
    if (!(document.get(schema.urn()) instanceof ObjectNode)) {
      document.putObject(schema.urn());
    }
    for (var member : value.properties()) {
      String key = member.getKey();
      if (type.core().attribute(key).isEmpty() || schema.attribute(key).isPresent()) {
        attribute(in(schema, key), schema.urn() + ":" + key, member.getValue());
      }
    }
  }

  private Optional<AttributePath> in(Schema schema, String name) {
    return name.regionMatches(true, 0, "urn:", 0, 4) ? type.find(name) : type.find(schema, name);
  }

  private void attribute(Optional<AttributePath> path, String name, JsonNode raw) {
    if (path.isEmpty()) {
      if (strict) {
        throw ValueReader.unknown(name);
      }
      return;
    }
    if (IgnoredInput.contains(path.get())) {
      return;
    }
    JsonNode value = values.read(path.get(), raw);
    UsableMembers.require(path.get(), raw, value, false);
    if (!(value.isNull() && IgnoredInput.neverCleared(path.get()))) {
      put(path.get(), value);
    }
  }

  private void put(AttributePath path, JsonNode value) {
    ObjectNode holder = Documents.open(document, path);
    String name = path.attribute().name();
    JsonNode there = holder.path(name);
    if (path.subAttribute().isPresent()) {
      ObjectNode part = document.objectNode().set(path.leaf().name(), value);
      boolean many = path.attribute().multiValued();
      JsonNode target = many ? there.path(0) : there;
      if (target instanceof ObjectNode object) {
        object.setAll(part);
      } else {
        holder.set(name, many ? document.arrayNode().add(part) : part);
      }
    } else if (there instanceof ObjectNode object && value instanceof ObjectNode more) {
      object.setAll(more); // "name.givenName" came before "name"
    } else {
      holder.set(name, value);
    }
  }
}

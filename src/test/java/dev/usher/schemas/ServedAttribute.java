package dev.usher.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An attribute or sub-attribute as {@code /Schemas} describes it to a client.
 *
 * @param schema the URN of its schema
 * @param extension whether that schema is an extension of the resource type
 * @param parent the complex attribute that it is part of
 * @param definition its JSON in {@code /Schemas}
 */
record ServedAttribute(
    String schema, boolean extension, Optional<ServedAttribute> parent, JsonNode definition) {

  String name() {
    return definition.get("name").textValue();
  }

  /** The path below the schema: {@code name.givenName}. */
  String local() {
    return parent.map(p -> p.name() + ".").orElse("") + name();
  }

  /** The path with its URN, which every request may use. */
  String path() {
    return schema + ":" + local();
  }

  String type() {
    return definition.get("type").textValue();
  }

  boolean is(String type) {
    return type().equals(type);
  }

  boolean complex() {
    return is("complex");
  }

  boolean multiValued() {
    return definition.get("multiValued").booleanValue();
  }

  boolean required() {
    return definition.get("required").booleanValue();
  }

  boolean caseExact() {
    return definition.get("caseExact").booleanValue();
  }

  /** Its own mutability, or readOnly within an attribute that is. */
  String mutability() {
    String own = definition.get("mutability").textValue();
    return parent.filter(p -> p.mutability().equals("readOnly")).isPresent() ? "readOnly" : own;
  }

  String returned() {
    return definition.get("returned").textValue();
  }

  boolean uniqueInServer() {
    return definition.get("uniqueness").textValue().equals("server");
  }

  List<String> canonicalValues() {
    return StreamSupport.stream(definition.path("canonicalValues").spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  List<ServedAttribute> subAttributes() {
    return StreamSupport.stream(definition.path("subAttributes").spliterator(), false)
        .map(sub -> new ServedAttribute(schema, extension, Optional.of(this), sub))
        .toList();
  }

  Optional<ServedAttribute> subAttribute(String name) {
    return subAttributes().stream().filter(sub -> sub.name().equals(name)).findFirst();
  }

  /** Every value that a resource has here: one each element of a multi-valued parent. */
  List<JsonNode> values(JsonNode resource) {
    List<JsonNode> found = new ArrayList<>();
    if (parent.isPresent()) {
      for (JsonNode whole : parent.get().values(resource)) {
        Stream<JsonNode> elements =
            whole.isArray() ? StreamSupport.stream(whole.spliterator(), false) : Stream.of(whole);
        elements.filter(each -> each.has(name())).forEach(each -> found.add(each.get(name())));
      }
    } else {
      JsonNode holder = extension ? resource.path(schema) : resource;
      if (holder.has(name())) {
        found.add(holder.get(name()));
      }
    }
    return found;
  }

  /** Puts the value of this top-level attribute into a body. */
  void put(ObjectNode body, JsonNode value) {
    ObjectNode holder = extension ? body.withObjectProperty(schema) : body;
    holder.set(name(), value);
  }

  /** Takes the value of this top-level attribute out of a body. */
  void take(ObjectNode body) {
    if (!extension) {
      body.remove(name());
    } else if (body.get(schema) instanceof ObjectNode block) {
      block.remove(name());
    }
  }

  /** As many values as a JSON array has, or the one. */
  static List<JsonNode> elements(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false).toList()
        : List.of(value);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public String toString() {
    return path();
  }
}

package dev.usher.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.ScimClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource type as {@code /ResourceTypes} and {@code /Schemas} describe it.
 *
 * @param name of the resource type
 * @param endpoint with its leading slash
 * @param schema the URN of the core schema
 * @param attributes of the core schema and the extensions, without sub-attributes
 */
record ServedType(String name, String endpoint, String schema, List<ServedAttribute> attributes) {

  /** Everything that the server says it serves. */
  static List<ServedType> all(ScimClient client) {
    List<ServedType> types = new ArrayList<>();
    for (JsonNode type : client.get("/ResourceTypes").body().get("Resources")) {
      List<ServedAttribute> attributes = new ArrayList<>();
      String core = type.get("schema").textValue();
      attributes(client, core, false).forEach(attributes::add);
      for (JsonNode extension : type.path("schemaExtensions")) {
        attributes(client, extension.get("schema").textValue(), true).forEach(attributes::add);
      }
      types.add(
          new ServedType(
              type.get("name").textValue(), type.get("endpoint").textValue(), core, attributes));
    }
    return types;
  }

  private static Stream<ServedAttribute> attributes(
      ScimClient client, String urn, boolean extension) {
    JsonNode schema = client.get("/Schemas/" + urn).body();
    assertThat(schema.path("id").textValue()).as("%s", schema).isEqualTo(urn);
    List<ServedAttribute> attributes = new ArrayList<>();
    for (JsonNode definition : schema.get("attributes")) {
      attributes.add(new ServedAttribute(urn, extension, Optional.empty(), definition));
    }
    return attributes.stream();
  }

  /** The attributes and, after each, its sub-attributes. */
  List<ServedAttribute> withSubAttributes() {
    return attributes.stream()
        .flatMap(each -> Stream.concat(Stream.of(each), each.subAttributes().stream()))
        .toList();
  }

  ServedAttribute attribute(String local) {
    return withSubAttributes().stream()
        .filter(each -> each.local().equals(local))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return name;
  }
}

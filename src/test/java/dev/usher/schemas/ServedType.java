package dev.usher.schemas;

import static dev.usher.scim.JsonText.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.schema.CatalogueSchemas;
import dev.usher.testing.ScimClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** Extensions whose attributes are those of the core schema, at the root. */
  private static final Set<String> AT_THE_ROOT =
      Set.of(CatalogueSchemas.ROLE_URN, CatalogueSchemas.ENTITLEMENT_URN);

  /** What every resource has and no schema defines (RFC 7643 §3.1). */
  private static final JsonNode COMMON =
      object(
              """
              {'attributes': [
                {'name': 'schemas', 'type': 'reference', 'multiValued': true, 'required': false,
                 'caseExact': true, 'mutability': 'readOnly', 'returned': 'always',
                 'uniqueness': 'none', 'referenceTypes': ['uri']},
                {'name': 'id', 'type': 'string', 'multiValued': false, 'required': false,
                 'caseExact': true, 'mutability': 'readOnly', 'returned': 'always',
                 'uniqueness': 'server'},
                {'name': 'meta', 'type': 'complex', 'multiValued': false, 'required': false,
                 'caseExact': false, 'mutability': 'readOnly', 'returned': 'default',
                 'uniqueness': 'none', 'subAttributes': [
                  {'name': 'resourceType', 'type': 'string', 'multiValued': false,
                   'required': false, 'caseExact': true, 'mutability': 'readOnly',
                   'returned': 'default', 'uniqueness': 'none'},
                  {'name': 'created', 'type': 'dateTime', 'multiValued': false,
                   'required': false, 'caseExact': false, 'mutability': 'readOnly',
                   'returned': 'default', 'uniqueness': 'none'},
                  {'name': 'lastModified', 'type': 'dateTime', 'multiValued': false,
                   'required': false, 'caseExact': false, 'mutability': 'readOnly',
                   'returned': 'default', 'uniqueness': 'none'},
                  {'name': 'location', 'type': 'reference', 'multiValued': false,
                   'required': false, 'caseExact': true, 'mutability': 'readOnly',
                   'returned': 'default', 'uniqueness': 'none', 'referenceTypes': ['uri']},
                  {'name': 'version', 'type': 'string', 'multiValued': false,
                   'required': false, 'caseExact': true, 'mutability': 'readOnly',
                   'returned': 'default', 'uniqueness': 'none'}]}]}
              """)
          .get("attributes");

  /** Everything that the server says it serves. */
  static List<ServedType> all(ScimClient client) {
    List<ServedType> types = new ArrayList<>();
    for (JsonNode type : client.get("/ResourceTypes").body().get("Resources")) {
      List<ServedAttribute> attributes = new ArrayList<>();
      String core = type.get("schema").textValue();
      attributes(client, core, false).forEach(attributes::add);
      for (JsonNode extension : type.path("schemaExtensions")) {
        String urn = extension.get("schema").textValue();
        if (!AT_THE_ROOT.contains(urn)) {
          attributes(client, urn, true).forEach(attributes::add);
        }
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
    if (!extension) {
      for (JsonNode definition : COMMON) {
        attributes.add(new ServedAttribute(urn, false, Optional.empty(), definition));
      }
    }
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

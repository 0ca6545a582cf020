package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a server tells about itself (RFC 7644 §4, RFC 7643 §5 to §7). */
final class Discovery {
  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String CONFIG =
      "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.of(
              "config-readable",
              "RFC 7644 §4",
              "/ServiceProviderConfig is one resource with its schema",
              probe -> {
                Exchange config = probe.get("/ServiceProviderConfig").status(200);
                config.require(config.texts("/schemas").contains(CONFIG), "the schema " + CONFIG);
              }),
          Requirement.of(
              "config-features",
              "RFC 7643 §5",
              "The configuration says of every feature whether it is supported",
              Discovery::features),
          Requirement.of(
              "config-authentication",
              "RFC 7643 §5",
              "The configuration lists the ways to authenticate, with type, name and description",
              Discovery::authentication),
          Requirement.of(
              "types-list",
              "RFC 7644 §4",
              "/ResourceTypes is a list response",
              probe -> list(probe.get("/ResourceTypes"))),
          Requirement.of(
              "types-user",
              "RFC 7643 §6",
              "The resource type User has its endpoint and the core schema",
              Discovery::userType),
          Requirement.of(
              "types-by-id",
              "RFC 7644 §4",
              "A resource type is readable by its name",
              probe -> probe.get("/ResourceTypes/User").status(200).has("/name", "User")),
          Requirement.of(
              "schemas-list",
              "RFC 7644 §4",
              "/Schemas is a list response",
              probe -> list(probe.get("/Schemas"))),
          Requirement.of(
              "schemas-by-id",
              "RFC 7644 §4",
              "A schema is readable by its URN",
              probe -> probe.get("/Schemas/" + USER).status(200).has("/id", USER)),
          Requirement.of(
              "schemas-complete",
              "RFC 7643 §6",
              "Every schema that a resource type names is published",
              Discovery::published),
          Requirement.of(
              "schemas-common",
              "RFC 7643 §3.1",
              "No schema defines the attributes that every resource has: schemas, id, meta",
              Discovery::common),
          Requirement.of(
              "schemas-declared",
              "RFC 7643 §3",
              "A resource lists only schemas that its resource type declares",
              Discovery::declared),
          Requirement.of(
              "schemas-characteristics",
              "RFC 7643 §7",
              "Every attribute of User has its characteristics, each with a legal value",
              Discovery::characteristics),
          Requirement.of(
              "schemas-username",
              "RFC 7643 §4.1.1",
              "userName is required and unique",
              Discovery::userName),
          Requirement.of(
              "discovery-unfiltered",
              "RFC 7644 §4",
              "A filter on a discovery endpoint is answered with 403",
              probe -> {
                for (String path : List.of("/Schemas", "/ResourceTypes")) {
                  probe.find(path, "name eq \"User\"").status(403);
                }
              }),
          Requirement.of(
              "discovery-unknown",
              "RFC 7644 §3.12",
              "An unknown schema and an unknown resource type are 404",
              probe -> {
                probe.get("/Schemas/urn:example:nothing").status(404);
                probe.get("/ResourceTypes/Nothing").status(404);
              }),
          Requirement.of(
              "discovery-read-only",
              "RFC 7644 §3.2",
              "Discovery endpoints take no writes",
              probe ->
                  probe
                      .send("POST", "/ServiceProviderConfig", "{}")
                      .status(400, 403, 404, 405, 501)));

  private static final Set<String> COMMON = Set.of("schemas", "id", "meta");

  private Discovery() {}

  private static void features(Probe probe) {
    Exchange config = probe.get("/ServiceProviderConfig").status(200);
    for (String feature : List.of("patch", "bulk", "filter", "changePassword", "sort", "etag")) {
      String pointer = "/" + feature + "/supported";
      config.require(config.at(pointer).isBoolean(), pointer + " true or false");
    }
    config.require(config.at("/bulk/maxOperations").isIntegralNumber(), "bulk.maxOperations");
    config.require(config.at("/bulk/maxPayloadSize").isIntegralNumber(), "bulk.maxPayloadSize");
    config.require(config.at("/filter/maxResults").isIntegralNumber(), "filter.maxResults");
  }

  private static void authentication(Probe probe) {
    Exchange config = probe.get("/ServiceProviderConfig").status(200);
    JsonNode schemes = config.at("/authenticationSchemes");
    config.require(schemes.isArray(), "authenticationSchemes, an array");
    for (JsonNode scheme : schemes) {
      for (String member : List.of("type", "name", "description")) {
        config.require(scheme.path(member).isTextual(), "each scheme with a " + member);
      }
    }
  }

  private static void list(Exchange answer) {
    answer.status(200);
    answer.require(answer.texts("/schemas").contains(LIST), "the schema " + LIST);
    answer.require(answer.at("/totalResults").isIntegralNumber(), "totalResults, a number");
    answer.require(!answer.resources().isEmpty(), "Resources");
    answer.require(
        answer.at("/totalResults").intValue() >= answer.resources().size(),
        "totalResults to count the Resources");
  }

  private static void userType(Probe probe) {
    Exchange types = probe.get("/ResourceTypes").status(200);
    types.require(
        types.resources().stream()
            .anyMatch(
                each ->
                    each.path("schema").asText().equals(USER)
                        && each.path("endpoint").asText().endsWith("/Users")),
        "a type with the schema " + USER + " and the endpoint /Users");
  }

  private static void published(Probe probe) {
    Exchange types = probe.get("/ResourceTypes").status(200);
    Exchange schemas = probe.get("/Schemas").status(200);
    for (JsonNode type : types.resources()) {
      schemas.require(
          schemas.ids().contains(type.path("schema").asText()), type.path("schema").asText());
      for (JsonNode extension : type.path("schemaExtensions")) {
        String urn = extension.path("schema").asText();
        schemas.require(schemas.ids().contains(urn), urn);
      }
    }
  }

  private static void common(Probe probe) {
    Exchange schemas = probe.get("/Schemas").status(200);
    for (JsonNode schema : schemas.resources()) {
      for (JsonNode attribute : schema.path("attributes")) {
        String name = attribute.path("name").asText();
        schemas.require(
            !COMMON.contains(name), "no attribute " + name + " in " + schema.path("id").asText());
      }
    }
  }

  private static void declared(Probe probe) {
    probe.user();
    for (JsonNode type : probe.get("/ResourceTypes").status(200).resources()) {
      Set<String> declared = new HashSet<>();
      declared.add(type.path("schema").asText());
      type.path("schemaExtensions").forEach(each -> declared.add(each.path("schema").asText()));
      String endpoint = type.path("endpoint").asText();
      String path = endpoint.substring(Math.max(0, endpoint.lastIndexOf('/')));
      Exchange page = probe.get((path.startsWith("/") ? path : "/" + path) + "?count=5");
      for (JsonNode resource : page.status() == 200 ? page.resources() : List.<JsonNode>of()) {
        for (JsonNode urn : resource.path("schemas")) {
          page.require(declared.contains(urn.asText()), "no schema but " + declared);
        }
      }
    }
  }

  private static void characteristics(Probe probe) {
    Exchange schema = probe.get("/Schemas/" + USER).status(200);
    schema.require(!schema.at("/attributes").isEmpty(), "attributes");
    schema.at("/attributes").forEach(each -> characteristics(schema, each));
  }

  private static void characteristics(Exchange schema, JsonNode attribute) {
    String name = attribute.path("name").asText("an attribute");
    legal(
        schema,
        attribute,
        "type",
        "string boolean decimal integer dateTime binary reference complex");
    legal(schema, attribute, "mutability", "readOnly readWrite immutable writeOnly");
    legal(schema, attribute, "returned", "always never default request");
    schema.require(attribute.path("multiValued").isBoolean(), name + " with multiValued");
    schema.require(attribute.path("required").isBoolean(), name + " with required");
    attribute.path("subAttributes").forEach(each -> characteristics(schema, each));
  }

  private static void legal(Exchange schema, JsonNode attribute, String member, String values) {
    String name = attribute.path("name").asText("an attribute");
    schema.require(
        List.of(values.split(" ")).contains(attribute.path(member).asText()),
        name + " with a legal " + member);
  }

  private static void userName(Probe probe) {
    Exchange schema = probe.get("/Schemas/" + USER).status(200);
    JsonNode userName = schema.element("/attributes", "name", "userName").orElse(null);
    schema.require(userName != null, "the attribute userName");
    schema.require(userName.path("required").asBoolean(), "userName to be required");
    schema.require(
        List.of("server", "global").contains(userName.path("uniqueness").asText()),
        "userName to be unique");
  }
}

package dev.usher.scim.patch;

import static dev.usher.scim.JsonText.json;
import static dev.usher.scim.JsonText.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.resource.ResourceReader;
import dev.usher.scim.schema.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Users and PATCH bodies, of the kinds that clients send and of many that none does. */
public final class RandomPatches {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RandomPatches() {}

  /** Few values, so that operations meet each other's; some need NFC, separating or refusing. */
  static Arbitrary<JsonNode> scalars() {
    return Arbitraries.of(
            "'a'",
            "'A'",
            "'b'",
            "'work'",
            "'home'",
            "'True'",
            "'false'",
            "true",
            "false",
            "null",
            "''",
            "' '",
            "'none'",
            "'x;y,x'",
            "7",
            "1.5",
            "'e\u0301'",
            "'a\u200b'",
            "'\u0001'",
            "'{}'",
            "'{\\\"value\\\":\\\"25\\\",\\\"displayName\\\":\\\"Role\\\"}'")
        .map(text -> json(text.replace("\u0001", "\\u0001")));
  }

  private static Arbitrary<JsonNode> objects() {
    Arbitrary<String> names =
        Arbitraries.of(
            "value",
            "type",
            "display",
            "primary",
            "$ref",
            "givenName",
            "formatted",
            "locality",
            "displayName",
            "VALUE",
            "colour");
    return Arbitraries.maps(names, scalars())
        .ofMaxSize(4)
        .map(members -> NODES.objectNode().setAll(members));
  }

  static Arbitrary<JsonNode> values() {
    Arbitrary<JsonNode> single = Arbitraries.oneOf(scalars(), objects(), objects());
    Arbitrary<JsonNode> lists =
        single.list().ofMaxSize(4).map(elements -> NODES.arrayNode().addAll(elements));
    return Arbitraries.oneOf(single, lists);
  }

  /** Paths of every kind. */
  public static Arbitrary<String> paths() {
    Arbitrary<String> sets =
        Arbitraries.of(
            "emails", "phoneNumbers", "ims", "addresses", "roles", "photos", "x509Certificates");
    Arbitrary<String> conditions =
        Arbitraries.of(
            "",
            "",
            "[type eq \"work\"]",
            "[primary eq \"True\"]",
            "[value eq \"a\"]",
            "[type eq \"home\" and primary eq true]",
            "[value sw \"a\" or not (type pr)]");
    Arbitrary<String> subs = Arbitraries.of("", "", ".value", ".type", ".primary", ".display");
    Arbitrary<String> inSets =
        Combinators.combine(sets, conditions, subs).as((a, b, c) -> a + b + c);
    Arbitrary<String> others =
        Arbitraries.of(
            "userName",
            "active",
            "title",
            "externalId",
            "name",
            "name.givenName",
            "manager",
            "manager.value",
            "manager[value eq \"a\"].$ref",
            "department",
            "password",
            "colour",
            "id",
            "licenses",
            "projectRoles",
            "licenses[value eq \"a\"]",
            "profileUrl",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "urn:ietf:params:scim:schemas:extension:usher:2.0:User:organization");
    return Arbitraries.oneOf(inSets, others);
  }

  private static Arbitrary<JsonNode> operations(Arbitrary<String> paths) {
    Arbitrary<String> ops = Arbitraries.of("add", "Add", "replace", "Replace", "remove");
    Arbitrary<Optional<JsonNode>> optionalValues = values().optional(0.9);
    Arbitrary<JsonNode> withPath =
        Combinators.combine(ops, paths, optionalValues).as(RandomPatches::operation);
    Arbitrary<JsonNode> withoutPath =
        Combinators.combine(
                Arbitraries.of("add", "replace"), Arbitraries.maps(paths, values()).ofMaxSize(3))
            .as(
                (op, members) ->
                    NODES
                        .objectNode()
                        .put("op", op)
                        .set("value", NODES.objectNode().setAll(members)));
    return Arbitraries.frequencyOf(Tuple.of(5, withPath), Tuple.of(1, withoutPath));
  }

  private static JsonNode operation(String op, String path, Optional<JsonNode> value) {
    ObjectNode operation = NODES.objectNode().put("op", op).put("path", path);
    value.ifPresent(v -> operation.set("value", v));
    return operation;
  }

  /** Bodies of one to five operations. */
  static Arbitrary<JsonNode> bodies() {
    return bodies(paths());
  }

  /** Bodies of one to five operations on these paths. */
  public static Arbitrary<JsonNode> bodies(Arbitrary<String> paths) {
    return operations(paths).list().ofMinSize(1).ofMaxSize(5).map(RandomPatches::body);
  }

  static JsonNode body(List<JsonNode> operations) {
    return NODES.objectNode().set("Operations", NODES.arrayNode().addAll(operations));
  }

  /** Users as they are stored: what a readable body makes, and what patches make of that. */
  public static Arbitrary<ObjectNode> users() {
    Arbitrary<String> names =
        Arbitraries.of(
            "emails", "ims", "addresses", "roles", "title", "name", "department", "licenses");
    return Arbitraries.maps(names, values()).ofMaxSize(5).map(RandomPatches::user);
  }

  private static ObjectNode user(Map<String, JsonNode> members) {
    ObjectNode user = object("{'userName': 'ada', 'id': '1', 'active': true}");
    for (var member : members.entrySet()) {
      try {
        JsonNode body =
            body(List.of(operation("replace", member.getKey(), Optional.of(member.getValue()))));
        user =
            PatchApplier.apply(
                user, PatchReader.read(body, ResourceTypes.USER, false), ResourceTypes.USER, false);
      } catch (ScimException unusable) {
        continue; // that attribute stays out
      }
    }
    return user;
  }

  /** What a body with exactly this content is read as. */
  static ObjectNode readBack(ObjectNode user) {
    ObjectNode read = Documents.strip(ResourceReader.read(user, ResourceTypes.USER, true));
    if (user.has("id")) {
      read.set("id", user.get("id"));
    }
    return read;
  }
}

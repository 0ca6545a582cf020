package dev.usher.schemas;

import static dev.usher.testing.ScimClient.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What {@code /Schemas} says of answers, held against those to GET, lists and searches: one test
 * for each attribute and sub-attribute of each resource type.
 */
@Isolated("a worker sends the mails of every account in the database")
class ReturnsAsDescribedTest extends ReadChecks {
  @TestFactory
  Stream<DynamicNode> valuesHaveTheDeclaredTypeAndNothingIsUndeclared() {
    return account.types().stream()
        .map(
            type ->
                dynamicTest(
                    type.name(),
                    () -> {
                      assertThat(resources.get(type.name())).isNotEmpty();
                      resources.get(type.name()).forEach(each -> assertDeclared(type, each));
                    }));
  }

  private static void assertDeclared(ServedType type, JsonNode resource) {
    for (Map.Entry<String, JsonNode> member : resource.properties()) {
      List<ServedAttribute> candidates =
          type.attributes().stream()
              .filter(a -> a.extension() ? a.schema().equals(member.getKey()) : true)
              .toList();
      if (candidates.stream().anyMatch(a -> a.extension() && a.schema().equals(member.getKey()))) {
        member
            .getValue()
            .properties()
            .forEach(inner -> assertType(candidates, true, inner.getKey(), inner.getValue()));
      } else {
        assertType(candidates, false, member.getKey(), member.getValue());
      }
    }
  }

  private static void assertType(
      List<ServedAttribute> attributes, boolean extension, String name, JsonNode value) {
    ServedAttribute attribute =
        attributes.stream()
            .filter(a -> a.extension() == extension && a.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no schema has " + name + ": " + value));
    assertThat(value.isArray())
        .as("%s is multiValued: %s", attribute, value)
        .isEqualTo(attribute.multiValued());
    for (JsonNode one : ServedAttribute.elements(value)) {
      assertScalar(attribute, one);
      if (attribute.complex()) {
        one.properties()
            .forEach(
                sub ->
                    assertScalar(
                        attribute
                            .subAttribute(sub.getKey())
                            .orElseThrow(
                                () -> new AssertionError("no " + sub + " in " + attribute)),
                        sub.getValue()));
      }
    }
  }

  private static void assertScalar(ServedAttribute attribute, JsonNode value) {
    boolean fits =
        switch (attribute.type()) {
          case "complex" -> value.isObject();
          case "boolean" -> value.isBoolean();
          case "integer" -> value.isIntegralNumber();
          case "dateTime" -> value.isTextual() && Instant.parse(value.textValue()) != null;
          default -> value.isTextual();
        };
    assertThat(fits).as("%s is %s: %s", attribute, attribute.type(), value).isTrue();
  }

  @TestFactory
  Stream<DynamicNode> answersReturnWhatIsDeclared() {
    return eachAttribute(this::returns);
  }

  private void returns(ServedType type, ServedAttribute attribute) {
    Optional<JsonNode> example =
        attribute.local().equals("invitation.link")
            ? resources.get(type.name()).stream()
                .filter(each -> "pending".equals(invitationStatus(each)))
                .findFirst()
            : attribute.returned().equals("never")
                ? resources.get(type.name()).stream().findFirst()
                : example(type, attribute);
    if (example.isEmpty()) {
      assertThat(mayHaveNoValue(type, attribute)).as("%s has no value", attribute).isTrue();
      return;
    }
    String id = example.get().get("id").textValue();
    String one = type.endpoint() + "/" + id;
    // the link is a secret: only of one user at a time
    boolean lists = !attribute.local().equals("invitation.link");
    Projections check = new Projections(type, attribute);
    check.byDefault(client.get(one).body());
    check.asked(client.get(one + "?attributes=" + attribute).body());
    check.excluded(client.get(one + "?excludedAttributes=" + attribute).body());
    if (lists) {
      String list = type.endpoint() + "?filter=id%20eq%20%22" + id + "%22";
      check.asked(only(client.get(list + "&attributes=" + attribute)));
      check.excluded(only(client.get(list + "&excludedAttributes=" + attribute)));
      search(type, id, body -> body.putArray("attributes").add(attribute.path()), check::asked);
      search(
          type,
          id,
          body -> body.putArray("excludedAttributes").add(attribute.path()),
          check::excluded);
      if (!attribute.local().startsWith("members")) {
        check.byDefault(only(client.get(list))); // a list has members when they are asked for
      }
    }
  }

  private static String invitationStatus(JsonNode user) {
    return user.path(ScimClient.USHER).path("invitation").path("status").asText();
  }

  private static void search(
      ServedType type, String id, Consumer<ObjectNode> projection, Consumer<JsonNode> check) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:SearchRequest");
    body.put("filter", "id eq " + quote(id));
    projection.accept(body);
    check.accept(only(client.post(type.endpoint() + "/.search", body.toString())));
  }

  private static JsonNode only(Answer list) {
    assertThat(list.text("/totalResults")).as("%s", list.body()).isEqualTo("1");
    return list.body().at("/Resources/0");
  }
}

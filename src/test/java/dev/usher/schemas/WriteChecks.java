package dev.usher.schemas;

import static dev.usher.testing.ScimClient.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;

/** Writes resources of an example account, as the tests of a class need them. */
abstract class WriteChecks {
  static ExampleAccount account;
  static ScimClient client;
  final List<String> made = new ArrayList<>();

  @BeforeAll
  static void population() {
    account = new ExampleAccount();
    client = account.client();
  }

  @AfterEach
  void cleanUp() {
    made.forEach(client::delete);
    made.clear();
  }

  String create(ServedType type, ObjectNode body) {
    Answer created = client.post(type.endpoint(), body.toString());
    assertThat(created.status()).as("%s for %s", created.body(), body).isEqualTo(201);
    String one = type.endpoint() + "/" + created.id();
    made.add(one);
    assertThat(client.get(one).body()).isEqualTo(created.body());
    return one;
  }

  String createWith(ServedType type, ServedAttribute attribute, JsonNode value) {
    ObjectNode body = account.minimal(type);
    attribute.put(body, value);
    return create(type, body);
  }

  static Answer patch(String one, String operation, ServedAttribute attribute, JsonNode value) {
    return op(one, operation, attribute.path(), value);
  }

  static Answer op(String one, String operation, String path, JsonNode value) {
    return client.patchOps(
        one,
        "{\"op\": %s, \"path\": %s%s}"
            .formatted(
                quote(operation), quote(path), value == null ? "" : ", \"value\": " + value));
  }

  static JsonNode other(ServedAttribute attribute) {
    ObjectNode whole = (ObjectNode) account.values().one(attribute.parent().orElseThrow(), 1);
    return switch (attribute.local()) {
      case "entitlements.value", "roles.value" -> ServedAttribute.object().textNode("other");
      case "entitlements.type" -> ServedAttribute.object().textNode("Another");
      case "entitlements.primary" -> BooleanNode.FALSE;
      default -> whole.get(attribute.name());
    };
  }

  static JsonNode scalar(ServedAttribute attribute) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (attribute.type()) {
      case "dateTime" -> json.textNode("1999-01-01T00:00:00.000Z");
      case "integer" -> json.numberNode(4711);
      case "boolean" -> json.booleanNode(true);
      default -> json.textNode("forged");
    };
  }

  static String mutability(ServedAttribute attribute) {
    return attribute.mutability();
  }

  static boolean writable(ServedType type) {
    return type.attributes().stream().anyMatch(each -> mutability(each).equals("readWrite"));
  }

  interface Check {
    void of(ServedType type, ServedAttribute attribute);
  }

  Stream<DynamicNode> eachAttribute(Predicate<ServedAttribute> which, Check check) {
    return account.types().stream()
        .filter(type -> !account.full(type).isEmpty())
        .map(
            type ->
                dynamicContainer(
                    type.name(),
                    type.withSubAttributes().stream()
                        .filter(which)
                        .map(each -> dynamicTest(each.path(), () -> check.of(type, each)))));
  }
}

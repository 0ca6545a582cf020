package dev.usher.schemas;

import static dev.usher.testing.ScimClient.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What {@code /Schemas} says of what a client may not write, or not twice, or not leave out: one
 * test for each attribute and sub-attribute of each resource type.
 */
@Isolated("as its example account needs")
class RefusesAsDescribedTest extends WriteChecks {
  @TestFactory
  Stream<DynamicNode> whatIsReadOnlyIsIgnoredInBodiesAndRefusedAsAPath() {
    return eachAttribute(
        attribute -> mutability(attribute).equals("readOnly"), this::ignoresAndRefuses);
  }

  private void ignoresAndRefuses(ServedType type, ServedAttribute attribute) {
    ServedAttribute top = attribute.parent().orElse(attribute);
    ObjectNode body = account.minimal(type);
    JsonNode forged = forged(top, attribute);
    top.put(body, forged);
    if (attribute.parent().isPresent() && !mutability(top).equals("readOnly")) {
      account
          .values()
          .one(top, 0)
          .properties()
          .forEach(each -> addTo(forged, each.getKey(), each.getValue()));
    }
    Answer created = client.post(type.endpoint(), body.toString());
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    String one = type.endpoint() + "/" + created.id();
    made.add(one);
    assertThat(attribute.values(created.body()).toString()).doesNotContain("forged");
    assertThat(client.get(one).status()).isEqualTo(200);
    if (!writable(type)) {
      assertThat(op(one, "add", attribute.path(), forged).status()).isEqualTo(405);
      return;
    }
    JsonNode before = client.get(one).body();
    ObjectNode put = before.deepCopy();
    if (attribute.equals(top)) {
      top.put(put, forged);
    } else {
      JsonNode holder = top.values(put).isEmpty() ? forged : top.values(put).get(0);
      addTo(holder, attribute.name(), scalar(attribute));
      top.put(put, holder);
    }
    Answer replaced = client.put(one, put.toString());
    assertThat(replaced.status()).as("%s", replaced.body()).isEqualTo(200);
    assertThat(replaced.body().toString()).doesNotContain("forged");

    for (String operation : List.of("add", "replace", "remove")) {
      JsonNode value = operation.equals("remove") ? null : forged(attribute, attribute);
      Answer refused = op(one, operation, attribute.path(), value);
      assertThat(refused.status()).as("%s %s", operation, attribute).isEqualTo(400);
      assertThat(refused.text("/scimType")).isEqualTo("mutability");
    }
    assertThat(client.get(one).body()).isEqualTo(replaced.body());
  }

  private static void addTo(JsonNode value, String name, JsonNode part) {
    ServedAttribute.elements(value).forEach(each -> ((ObjectNode) each).set(name, part));
  }

  /** A value of the right shape for the attribute, in which {@code part} is forged. */
  private static JsonNode forged(ServedAttribute attribute, ServedAttribute part) {
    JsonNode one = scalar(attribute);
    if (attribute.complex()) {
      ObjectNode object = ServedAttribute.object();
      attribute.subAttributes().stream()
          .filter(sub -> attribute.equals(part) || sub.name().equals(part.name()))
          .forEach(sub -> object.set(sub.name(), scalar(sub)));
      one = object;
    }
    return attribute.multiValued() ? JsonNodeFactory.instance.arrayNode().add(one) : one;
  }

  @TestFactory
  Stream<DynamicNode> whatIsImmutableIsSetOnceAndNeverChanged() {
    return eachAttribute(
        attribute -> mutability(attribute).equals("immutable"), this::refusesAChange);
  }

  private void refusesAChange(ServedType type, ServedAttribute attribute) {
    ServedAttribute top = attribute.parent().orElse(attribute);
    if (!writable(type)) {
      // nothing of such a resource is written after its creation
      String id = account.resources(type).get(0).get("id").textValue();
      String one = type.endpoint() + "/" + id;
      assertThat(client.put(one, account.full(type).toString()).status()).isEqualTo(405);
      assertThat(op(one, "replace", attribute.path(), scalar(attribute)).status()).isEqualTo(405);
      return;
    }
    JsonNode first = account.values().whole(top, 0);
    String one = createWith(type, top, first);
    assertThat(top.values(client.get(one).body()).get(0)).hasSize(1);
    JsonNode before = client.get(one).body();
    String value = first.get(0).get("value").textValue();
    String path = "%s[value eq %s].%s".formatted(top.path(), quote(value), attribute.name());
    Answer refused = op(one, "replace", path, other(attribute));
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("mutability");
    assertThat(client.get(one).body()).isEqualTo(before);
  }

  @TestFactory
  Stream<DynamicNode> whatIsWriteOnlyIsTakenAndNeverComesBack() {
    return eachAttribute(
        attribute -> mutability(attribute).equals("writeOnly"), this::takesAndHides);
  }

  private void takesAndHides(ServedType type, ServedAttribute attribute) {
    JsonNode secret = account.values().whole(attribute, 0);
    ObjectNode body = account.minimal(type);
    attribute.put(body, secret);
    Answer created = client.post(type.endpoint() + "?attributes=" + attribute, body.toString());
    String one = type.endpoint() + "/" + created.id();
    made.add(one);
    body.put("title", "changed");
    List<Answer> answers =
        List.of(
            created,
            client.put(one, body.toString()),
            patch(one, "add", attribute, secret),
            patch(one, "replace", attribute, secret),
            client.get(one + "?attributes=" + attribute),
            client.get(type.endpoint() + "?count=1000&attributes=" + attribute));
    for (Answer answer : answers) {
      assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201);
      assertThat(answer.body().toString()).doesNotContain(secret.textValue(), attribute.name());
    }
  }

  @TestFactory
  Stream<DynamicNode> whatIsRequiredMustBeThere() {
    return eachAttribute(
        attribute -> attribute.required() && attribute.parent().isEmpty(), this::insists);
  }

  private void insists(ServedType type, ServedAttribute attribute) {
    ObjectNode body = account.full(type);
    attribute.take(body);
    assertInvalid(client.post(type.endpoint(), body.toString()), "invalidValue");
    if (!writable(type)) {
      return;
    }
    String one = create(type, account.minimal(type));
    assertInvalid(client.put(one, body.toString()), "invalidValue");
    assertInvalid(patch(one, "remove", attribute, null), "mutability");
  }

  @TestFactory
  Stream<DynamicNode> whatIsUniqueIsRefusedASecondTime() {
    return eachAttribute(
        attribute -> attribute.uniqueInServer() && !mutability(attribute).equals("readOnly"),
        this::isUnique);
  }

  private void isUnique(ServedType type, ServedAttribute attribute) {
    ObjectNode first = account.minimal(type);
    String value = attribute.values(first).get(0).textValue();
    create(type, first);
    String second = create(type, account.minimal(type));
    List<String> spellings =
        attribute.caseExact()
            ? List.of(value)
            : List.of(value, value.toUpperCase(java.util.Locale.ROOT));
    for (String spelling : spellings) {
      ObjectNode taken = account.minimal(type);
      JsonNode text = taken.textNode(spelling);
      attribute.put(taken, text);
      assertTaken(client.post(type.endpoint(), taken.toString()));
      assertTaken(client.put(second, taken.toString()));
      assertTaken(patch(second, "replace", attribute, text));
      assertTaken(patch(second, "add", attribute, text));
    }
  }

  @TestFactory
  Stream<DynamicNode> typesOfWhichNothingIsWritableRefuseWrites() {
    return account.types().stream()
        .filter(
            type ->
                type.withSubAttributes().stream()
                    .allMatch(each -> mutability(each).equals("readOnly")))
        .map(type -> dynamicTest(type.name(), () -> refusesWrites(type)));
  }

  private void refusesWrites(ServedType type) {
    String one = type.endpoint() + "/" + account.resources(type).get(0).get("id").textValue();
    assertThat(client.post(type.endpoint(), "{}").status()).isEqualTo(405);
    assertThat(client.put(one, "{}").status()).isEqualTo(405);
    assertThat(client.patchOps(one).status()).isEqualTo(405);
    assertThat(client.delete(one).status()).isEqualTo(405);
  }

  private static void assertInvalid(Answer answer, String scimType) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
    assertThat(answer.text("/scimType")).isEqualTo(scimType);
  }

  private static void assertTaken(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(409);
    assertThat(answer.text("/scimType")).isEqualTo("uniqueness");
  }
}

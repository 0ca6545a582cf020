package dev.usher.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What {@code /Schemas} says of what a client may write, held against POST, PUT and PATCH: one test
 * for each attribute and sub-attribute of each resource type.
 */
@Isolated("as its example account needs")
class WritesAsDescribedTest extends WriteChecks {
  @TestFactory
  Stream<DynamicNode> whatIsReadWriteReadsAsWritten() {
    return eachAttribute(
        attribute -> mutability(attribute).equals("readWrite") && attribute.parent().isEmpty(),
        this::writesWhole);
  }

  private void writesWhole(ServedType type, ServedAttribute attribute) {
    ExampleValues values = account.values();
    JsonNode first = values.whole(attribute, 0);
    JsonNode second = values.whole(attribute, 1);
    String one = createWith(type, attribute, first);
    assertHas(one, attribute, first);
    assertHas(one, attribute, patch(one, "replace", attribute, second), second);
    if (attribute.local().equals("organizations")) {
      // a person is in one
      assertHas(one, attribute, patch(one, "add", attribute, second), second);
    } else if (!attribute.multiValued()) {
      assertHas(one, attribute, patch(one, "replace", attribute, first), first);
      assertHas(one, attribute, patch(one, "add", attribute, second), second);
    } else {
      Answer added = patch(one, "add", attribute, first);
      assertThat(added.status()).as("%s", added.body()).isEqualTo(200);
      assertSameValues(attribute, values.both(attribute), client.get(one).body());
    }
    if (!attribute.required() && !attribute.local().equals("active")) {
      Answer removed = patch(one, "remove", attribute, null);
      assertThat(removed.status()).as("%s", removed.body()).isEqualTo(200);
      assertRemoved(attribute, client.get(one).body());
    }
    ObjectNode replacement = account.minimal(type);
    attribute.put(replacement, values.whole(attribute, 0));
    Answer put = client.put(one, replacement.toString());
    assertHas(one, attribute, put, attribute.values(replacement).get(0));
  }

  @TestFactory
  Stream<DynamicNode> subAttributesThatAreReadWriteReadAsWritten() {
    return eachAttribute(
        attribute -> mutability(attribute).equals("readWrite") && attribute.parent().isPresent(),
        this::writesPart);
  }

  private void writesPart(ServedType type, ServedAttribute attribute) {
    ServedAttribute parent = attribute.parent().orElseThrow();
    ObjectNode element = element(parent);
    JsonNode first = element.get(attribute.name());
    JsonNode second = other(attribute);
    String one =
        createWith(
            type,
            parent,
            parent.multiValued() ? JsonNodeFactory.instance.arrayNode().add(element) : element);
    String path = parent.multiValued() ? chosen(parent, attribute, element) : attribute.path();
    assertPart(one, attribute, first);
    assertThat(op(one, "replace", path, second).status()).isEqualTo(200);
    assertPart(one, attribute, second);
    if (attribute.name().equals("value") && parent.multiValued()) {
      assertThat(op(one, "replace", parent.path(), whole(parent, element)).status()).isEqualTo(200);
    } else {
      assertThat(op(one, "add", path, first).status()).isEqualTo(200);
    }
    assertPart(one, attribute, first);
    Answer removed = op(one, "remove", path, null);
    assertThat(removed.status()).as("%s", removed.body()).isEqualTo(200);
    List<JsonNode> left = attribute.values(client.get(one).body());
    assertThat(left).as("%s after its removal", path).isEmpty();
  }

  private static JsonNode whole(ServedAttribute parent, ObjectNode element) {
    return parent.multiValued() ? JsonNodeFactory.instance.arrayNode().add(element) : element;
  }

  /**
   * An element whose parts can be changed one by one. What an entitlement of the catalogue is
   * called comes from the catalogue, so this is one that the catalogue does not know; the like of
   * roles.
   */
  private static ObjectNode element(ServedAttribute parent) {
    ObjectNode element = (ObjectNode) account.values().one(parent, 0);
    if (parent.local().equals("entitlements")) {
      element.put("value", "badge").put("type", "Other").put("primary", true);
    }
    if (parent.local().equals("roles")) {
      element.put("value", "guest");
    }
    return element;
  }

  /**
   * A path that chooses the element by another of its parts: {@code emails[type eq "work"].value}.
   */
  private static String chosen(
      ServedAttribute parent, ServedAttribute attribute, ObjectNode element) {
    String by =
        Stream.of("type", "value")
            .filter(name -> !name.equals(attribute.name()) && element.has(name))
            .findFirst()
            .orElse("formatted");
    return "%s[%s eq %s].%s".formatted(parent.path(), by, element.get(by), attribute.name());
  }

  @TestFactory
  Stream<DynamicNode> everyCanonicalValueIsTaken() {
    return eachAttribute(
        attribute ->
            !attribute.canonicalValues().isEmpty() && mutability(attribute).equals("readWrite"),
        this::takesCanonicalValues);
  }

  private void takesCanonicalValues(ServedType type, ServedAttribute attribute) {
    ServedAttribute top = attribute.parent().orElse(attribute);
    for (String canonical : attribute.canonicalValues()) {
      JsonNode value = ServedAttribute.object().textNode(canonical);
      if (attribute.parent().isPresent()) {
        int which = canonical.equals("ProjectRole") ? 1 : 0; // its value is a project role's
        value = ((ObjectNode) account.values().one(top, which)).set(attribute.name(), value);
      }
      JsonNode whole = top.multiValued() ? JsonNodeFactory.instance.arrayNode().add(value) : value;
      String one = createWith(type, top, whole);
      JsonNode there = attribute.values(client.get(one).body()).get(0);
      assertThat(ServedAttribute.elements(there).get(0).textValue()).isEqualTo(canonical);
      cleanUp();
    }
  }

  @TestFactory
  Stream<DynamicNode> catalogueValuesAreThoseOfTheCataloguesResources() {
    List<ServedAttribute> attributes = account.type("User").attributes();
    return Stream.of(
            List.of("organization", "Organization"),
            List.of("organizations", "Organization"),
            List.of("accountRole", "Role"),
            List.of("account_roles", "Role"),
            List.of("licenses", "License"))
        .map(
            pair ->
                dynamicTest(
                    pair.get(0),
                    () -> {
                      Set<String> ids = new HashSet<>();
                      account
                          .resources(account.type(pair.get(1)))
                          .forEach(each -> ids.add(each.get("id").textValue()));
                      assertThat(attributes)
                          .filteredOn(each -> each.local().equals(pair.get(0)))
                          .filteredOn(each -> !each.schema().equals(ScimClient.ENTERPRISE))
                          .allSatisfy(each -> assertThat(plain(each)).isEqualTo(ids))
                          .isNotEmpty();
                    }));
  }

  /**
   * As the catalogue has them: in Katalon's block the account's own pool has the account's name.
   */
  private static Set<String> plain(ServedAttribute attribute) {
    Set<String> plain = new HashSet<>();
    attribute.canonicalValues().forEach(each -> plain.add(each.replace("AC-1:", "")));
    return plain;
  }

  private static void assertHas(
      String one, ServedAttribute attribute, Answer answer, JsonNode expected) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    assertThat(attribute.values(answer.body())).as("%s", answer.body()).hasSize(1);
    assertHas(one, attribute, expected);
  }

  private static void assertHas(String one, ServedAttribute attribute, JsonNode expected) {
    assertSameValues(attribute, expected, client.get(one).body());
  }

  /**
   * The values that a client sent, in any order; what the server adds to an element is left out.
   */
  private static void assertSameValues(
      ServedAttribute attribute, JsonNode expected, JsonNode resource) {
    assertThat(attribute.values(resource)).as("%s in %s", attribute, resource).hasSize(1);
    JsonNode there = attribute.values(resource).get(0);
    assertThat(there.isArray()).isEqualTo(attribute.multiValued());
    List<JsonNode> found =
        ServedAttribute.elements(there).stream().map(each -> sent(attribute, each)).toList();
    List<JsonNode> wanted =
        ServedAttribute.elements(expected).stream().map(each -> sent(attribute, each)).toList();
    assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static JsonNode sent(ServedAttribute attribute, JsonNode value) {
    if (!attribute.complex()) {
      return value;
    }
    ObjectNode kept = value.deepCopy();
    attribute.subAttributes().stream()
        .filter(sub -> mutability(sub).equals("readOnly") || generated(sub))
        .forEach(sub -> kept.remove(sub.name()));
    return kept;
  }

  /** A member's URL is its own, whatever the client wrote. */
  private static boolean generated(ServedAttribute sub) {
    return sub.local().equals("members.$ref");
  }

  private static void assertPart(String one, ServedAttribute attribute, JsonNode expected) {
    JsonNode resource = client.get(one).body();
    assertThat(attribute.values(resource)).as("%s", resource).containsExactly(expected);
  }

  /** Absent, or the default where there always is a value. */
  private static void assertRemoved(ServedAttribute attribute, JsonNode resource) {
    List<JsonNode> left = attribute.values(resource);
    switch (attribute.schema() + " " + attribute.local()) {
      case ScimClient.USHER + " organization" ->
          assertThat(left.get(0).textValue()).isEqualTo("OG-1");
      case ScimClient.USHER + " accountRole" ->
          assertThat(left.get(0).textValue()).isEqualTo("USER");
      case "urn:katalon:params:scim:schemas:extension:2.0:User organizations" ->
          assertThat(left.get(0)).isEqualTo(array("OG-1"));
      default -> assertThat(left).as("%s", attribute).isEmpty();
    }
  }

  private static ArrayNode array(String value) {
    return JsonNodeFactory.instance.arrayNode().add(value);
  }
}

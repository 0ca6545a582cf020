package dev.usher.scim.patch;

import static dev.usher.scim.JsonText.json;
import static dev.usher.scim.JsonText.object;
import static dev.usher.scim.patch.Patching.patch;
import static dev.usher.scim.patch.Patching.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.Mutability;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchApplierRefusalsTest {
  private static final String ENTERPRISE = EnterpriseUserSchema.URN;
  private static final String USHER = UsherUserSchema.URN;

  private final ObjectNode ada =
      object(
          """
          {'id': '1', 'meta': {'resourceType': 'User'}, 'userName': 'ada', 'title': 'Dr',
           'name': {'givenName': 'Ada', 'familyName': 'King'},
           'emails': [{'value': 'w@x', 'type': 'work', 'primary': true, 'display': 'W'},
                      {'value': 'h@x', 'type': 'home'}],
           '%s': {'department': 'IT', 'manager': {'value': '7', '$ref': 'https://x/7'}},
           '%s': {'status': 'Active', 'organization': 'ENG', 'licenses': ['pro']}}
          """
              .formatted(ENTERPRISE, USHER));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'remove', 'path': 'userName'}",
        "{'op': 'replace', 'path': 'userName', 'value': ''}",
        "{'op': 'replace', 'path': 'userName', 'value': '  '}",
        "{'op': 'add', 'value': {'userName': null}}"
      })
  void aRequiredAttributeCannotBeTakenAway(String operation) {
    refused("mutability", () -> patch(ada, operation));
  }

  @Test
  void aRequiredAttributeMayBeTakenAwayAndGivenBack() {
    assertThat(
            patch(
                    ada,
                    "{'op': 'remove', 'path': 'userName'}",
                    "{'op': 'add', 'path': 'userName', 'value': 'ada2'}")
                .get("userName"))
        .isEqualTo(json("'ada2'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "emails[type ne \\\"x\\\" and value eq \\\"y\\\"].value",
        "emails[type eq \\\"a\\\" or type eq \\\"b\\\"].value",
        "manager[value eq \\\"9\\\"].$ref",
        "licenses[value eq \\\"kam\\\"]"
      })
  void aValuePathFromWhichNothingCanBeMadeIsRefused(String path) {
    refused("noTarget", () -> patch(ada, "{'op': 'add', 'path': '" + path + "', 'value': 'v'}"));
    refused(
        "noTarget", () -> patch(ada, "{'op': 'replace', 'path': '" + path + "', 'value': 'v'}"));
  }

  @Test
  void strictRefusesAValuePathThatMatchesNothing() {
    for (String op : List.of("add", "replace", "remove")) {
      refused(
          "noTarget",
          () ->
              patch(
                  ada,
                  true,
                  "{'op': '"
                      + op
                      + "', 'path': 'emails[type eq \\\"other\\\"].value', 'value': 'v'}"));
    }
  }

  @Test
  void strictRefusesTheIdOfAnotherResource() {
    assertThat(patch(ada, true, "{'op': 'replace', 'value': {'id': '1', 'title': 'Dr'}}"))
        .isEqualTo(ada);
    refused("mutability", () -> patch(ada, true, "{'op': 'replace', 'value': {'id': '2'}}"));
    assertThat(patch(ada, "{'op': 'replace', 'value': {'id': '2'}}")).isEqualTo(ada);
  }

  @Test
  void whatAValuePathSaysIsHeldToTheRulesOfValues() {
    refused(
        "invalidValue",
        () ->
            patch(
                ada,
                "{'op': 'add', 'path': 'ims[type eq \\\"%s\\\"].value', 'value': 'v'}"
                    .formatted("x".repeat(4_001))));
  }

  @Test
  void aRefusedPatchLeavesTheResourceAsItWas() {
    ObjectNode before = ada.deepCopy();
    refused(
        "mutability",
        () ->
            patch(
                ada,
                "{'op': 'replace', 'path': 'emails[type eq \\\"work\\\"].value', 'value': 'n@x'}",
                "{'op': 'remove', 'path': 'userName'}"));
    assertThat(ada).isEqualTo(before);
  }

  @Test
  void aResourceCannotGrowBeyondAMebibyte() {
    String formatted = "x".repeat(3_900);
    List<String> additions =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    "{'op': 'add', 'path': 'addresses', 'value': {'formatted': '"
                        + i
                        + formatted
                        + "'}}")
            .toList();
    refused("invalidValue", () -> patch(ada, additions.toArray(String[]::new)));
  }

  @Test
  void operationsOnAttributesAreCounted() {
    List<String> many =
        Collections.nCopies(PatchApplier.MAX_OPERATIONS, "{'op': 'remove', 'path': 'nickName'}");
    assertThat(patch(ada, many.toArray(String[]::new))).isEqualTo(ada);
    List<String> tooMany = Collections.nCopies(PatchApplier.MAX_OPERATIONS + 1, many.get(0));
    refused("tooMany", () -> patch(ada, tooMany.toArray(String[]::new)));
  }

  @Test
  void anImmutableAttributeMayBeSetOnce() {
    ResourceType type =
        new ResourceType(
            "Thing",
            "A thing.",
            "/Things",
            Schema.of(
                "urn:example:Thing",
                "Thing",
                "A thing.",
                List.of(),
                Attribute.string("serial", "A serial number.").mutability(Mutability.IMMUTABLE)),
            List.of());
    List<PatchOperation> set =
        PatchReader.read(
            json("{'Operations': [{'op': 'add', 'path': 'serial', 'value': '1'}]}"), type, false);
    List<PatchOperation> cleared =
        PatchReader.read(json("{'Operations': [{'op': 'remove', 'path': 'serial'}]}"), type, false);
    assertThat(PatchApplier.apply(object("{}"), set, type, false))
        .isEqualTo(json("{'serial': '1'}"));
    assertThat(PatchApplier.apply(object("{'serial': '1'}"), set, type, false))
        .isEqualTo(json("{'serial': '1'}"));
    refused("mutability", () -> PatchApplier.apply(object("{'serial': '2'}"), set, type, false));
    refused(
        "mutability", () -> PatchApplier.apply(object("{'serial': '2'}"), cleared, type, false));
  }
}

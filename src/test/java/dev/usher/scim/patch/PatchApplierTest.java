package dev.usher.scim.patch;

import static dev.usher.scim.JsonText.json;
import static dev.usher.scim.JsonText.object;
import static dev.usher.scim.patch.Patching.patch;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchApplierTest {
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

  @Test
  void noOperationsChangeNothing() {
    assertThat(patch(ada)).isEqualTo(ada).isNotSameAs(ada);
  }

  @Test
  void addAndReplaceWriteASimpleAttribute() {
    assertThat(patch(ada, "{'op': 'add', 'path': 'title', 'value': 'Lady'}").get("title"))
        .isEqualTo(json("'Lady'"));
    assertThat(patch(ada, "{'op': 'replace', 'path': 'nickName', 'value': 'A'}").get("nickName"))
        .isEqualTo(json("'A'"));
  }

  @Test
  void writingAComplexValueMergesItsParts() {
    for (String op : List.of("add", "replace")) {
      assertThat(
              patch(
                      ada,
                      "{'op': '%s', 'path': 'name', 'value': {'givenName': 'A', 'familyName': null}}"
                          .formatted(op))
                  .get("name"))
          .isEqualTo(json("{'givenName': 'A'}"));
      assertThat(
              patch(ada, "{'op': '%s', 'path': 'name.middleName', 'value': 'B'}".formatted(op))
                  .get("name"))
          .isEqualTo(json("{'givenName': 'Ada', 'familyName': 'King', 'middleName': 'B'}"));
    }
  }

  @Test
  void anotherManagerKeepsNothingOfTheFormerOne() {
    assertThat(
            patch(ada, "{'op': 'replace', 'path': 'manager', 'value': {'value': '8'}}")
                .at(manager()))
        .isEqualTo(json("{'value': '8'}"));
    assertThat(patch(ada, "{'op': 'replace', 'path': 'manager.value', 'value': '8'}").at(manager()))
        .isEqualTo(json("{'value': '8'}"));
    assertThat(patch(ada, "{'op': 'replace', 'path': 'manager.value', 'value': '7'}"))
        .isEqualTo(ada);
  }

  @Test
  void addingToASetKeepsWhatIsThere() {
    assertThat(
            patch(
                    ada,
                    "{'op': 'add', 'path': 'emails', 'value': [{'value': 'o@x', 'type': 'other'}]}")
                .get("emails"))
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'value': 'W@x', 'type': 'work'}]",
        "{'value': 'w@X'}",
        "'w@x'",
        "[{'value': 'w@x', 'type': 'Work', 'primary': true}, {'value': 'h@x', 'primary': false}]",
        "[]",
        "null",
        "''"
      })
  void addingWhatIsThereChangesNothing(String value) {
    assertThat(patch(ada, "{'op': 'add', 'path': 'emails', 'value': " + value + "}"))
        .isEqualTo(ada);
  }

  @Test
  void addingTheSameElementWithMoreToSayWritesOnIt() {
    assertThat(
            patch(
                    ada,
                    "{'op': 'add', 'path': 'emails', 'value': {'value': 'h@x', 'type': 'home', 'display': 'H'}}")
                .at("/emails/1"))
        .isEqualTo(json("{'value': 'h@x', 'type': 'home', 'display': 'H'}"));
  }

  @Test
  void aNewPrimaryDemotesTheOthersWhereverItStands() {
    ObjectNode patched =
        patch(ada, "{'op': 'add', 'path': 'emails', 'value': {'value': 'o@x', 'primary': true}}");
    assertThat(patched.at("/emails/0/primary")).isEqualTo(json("false"));
    assertThat(patched.at("/emails/2/primary")).isEqualTo(json("true"));
    ObjectNode back =
        patch(
            patched,
            "{'op': 'replace', 'path': 'emails[type eq \\\"work\\\"].primary', 'value': 'True'}");
    assertThat(back.at("/emails/0/primary")).isEqualTo(json("true"));
    assertThat(back.at("/emails/2/primary")).isEqualTo(json("false"));
  }

  @Test
  void replacingASetLeavesNothingOfIt() {
    assertThat(
            patch(ada, "{'op': 'replace', 'path': 'emails', 'value': [{'value': 'n@x'}]}")
                .get("emails"))
        .isEqualTo(json("[{'value': 'n@x'}]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "[]", "[{'value': ''}]"})
  void replacingWithNothingClears(String nothing) {
    assertThat(
            patch(ada, "{'op': 'replace', 'path': 'emails', 'value': " + nothing + "}")
                .has("emails"))
        .isFalse();
  }

  @Test
  void replacingWithTheSameChangesNothing() {
    assertThat(
            patch(
                ada,
                "{'op': 'replace', 'path': 'emails', 'value': " + ada.get("emails") + "}",
                "{'op': 'replace', 'value': " + ada + "}"))
        .isEqualTo(ada);
  }

  @Test
  void aValuePathWritesTheElementsItChooses() {
    assertThat(
            patch(
                    ada,
                    "{'op': 'replace', 'path': 'emails[type eq \\\"work\\\"].value', 'value': 'n@x'}")
                .at("/emails/0"))
        .isEqualTo(json("{'value': 'n@x', 'type': 'work', 'primary': true, 'display': 'W'}"));
    assertThat(
            patch(
                    ada,
                    "{'op': 'replace', 'path': 'emails[type eq \\\"work\\\"]', 'value': {'value': 'n@x'}}")
                .at("/emails/0"))
        .isEqualTo(json("{'value': 'n@x', 'type': 'work'}"));
    assertThat(
            patch(
                    ada,
                    "{'op': 'add', 'path': 'emails[type eq \\\"work\\\"]', 'value': {'display': 'N'}}")
                .at("/emails/0"))
        .isEqualTo(json("{'value': 'w@x', 'type': 'work', 'primary': true, 'display': 'N'}"));
    assertThat(
            patch(
                    ada,
                    "{'op': 'replace', 'path': 'manager[value eq \\\"7\\\"].$ref', 'value': 'r'}")
                .at(manager()))
        .isEqualTo(json("{'value': '7', '$ref': 'r'}"));
    assertThat(
            patch(
                    ada,
                    "{'op': 'replace', 'path': 'licenses[value eq \\\"PRO\\\"]', 'value': 'basic'}")
                .at("/" + USHER + "/licenses"))
        .isEqualTo(json("['basic']"));
  }

  @Test
  void aSubAttributeOfASetWithoutBracketsIsThatOfEveryElement() {
    assertThat(
            patch(ada, "{'op': 'replace', 'path': 'emails.display', 'value': 'D'}")
                .findValuesAsText("display"))
        .containsExactly("D", "D");
    assertThat(patch(ada, "{'op': 'remove', 'path': 'emails.display'}").findValues("display"))
        .isEmpty();
    assertThat(patch(ada, "{'op': 'add', 'path': 'emails.value', 'value': 'n@x'}").get("emails"))
        .hasSize(3);
    assertThat(patch(ada, "{'op': 'replace', 'path': 'ims.value', 'value': 'n'}").get("ims"))
        .isEqualTo(json("[{'value': 'n'}]"));
  }

  @Test
  void removeTakesAwayWhatThePathNames() {
    ObjectNode patched =
        patch(
            ada,
            "{'op': 'remove', 'path': 'title'}",
            "{'op': 'remove', 'path': 'name.givenName', 'value': 'ignored'}",
            "{'op': 'remove', 'path': 'emails[type eq \\\"home\\\"]'}",
            "{'op': 'remove', 'path': 'emails[type eq \\\"work\\\"].display'}",
            "{'op': 'remove', 'path': '%s:manager'}".formatted(ENTERPRISE));
    assertThat(patched.has("title")).isFalse();
    assertThat(patched.get("name")).isEqualTo(json("{'familyName': 'King'}"));
    assertThat(patched.get("emails"))
        .isEqualTo(json("[{'value': 'w@x', 'type': 'work', 'primary': true}]"));
    assertThat(patched.get(ENTERPRISE)).isEqualTo(json("{'department': 'IT'}"));
  }

  @Test
  void whatHasLostItsValueOrItsLastPartIsGone() {
    assertThat(
            patch(
                ada,
                "{'op': 'replace', 'path': 'emails[type eq \\\"work\\\"].value', 'value': ''}",
                "{'op': 'remove', 'path': 'emails[type eq \\\"home\\\"].value'}",
                "{'op': 'remove', 'path': 'name.givenName'}",
                "{'op': 'remove', 'path': 'name.familyName'}",
                "{'op': 'remove', 'path': 'department'}",
                "{'op': 'replace', 'path': 'manager.value', 'value': null}"))
        .isEqualTo(
            json(
                """
                {'id': '1', 'meta': {'resourceType': 'User'}, 'userName': 'ada', 'title': 'Dr',
                 '%s': {'status': 'Active', 'organization': 'ENG', 'licenses': ['pro']}}
                """
                    .formatted(USHER)));
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    assertThat(
            patch(
                ada,
                "{'op': 'remove', 'path': 'nickName'}",
                "{'op': 'remove', 'path': 'ims'}",
                "{'op': 'remove', 'path': 'emails[value eq \\\"none\\\"]'}",
                "{'op': 'remove', 'path': 'ims[value eq \\\"none\\\"].type'}",
                "{'op': 'remove', 'path': 'emails', 'value': [{'value': 'none'}]}",
                "{'op': 'remove', 'path': 'emails', 'value': []}"))
        .isEqualTo(ada);
  }

  @Test
  void removeWithAListTakesExactlyThose() {
    ObjectNode twice =
        patch(ada, "{'op': 'add', 'path': 'emails', 'value': {'value': 'w@x', 'type': 'home'}}");
    assertThat(
            patch(
                twice,
                "{'op': 'remove', 'path': 'emails', 'value': [{'value': 'W@X', 'type': 'home'}]}"))
        .isEqualTo(ada);
    assertThat(patch(twice, "{'op': 'remove', 'path': 'emails', 'value': 'w@x'}").get("emails"))
        .isEqualTo(json("[{'value': 'h@x', 'type': 'home'}]"));
    assertThat(
            patch(ada, "{'op': 'remove', 'path': 'licenses', 'value': 'kam;PRO'}")
                .get(USHER)
                .has("licenses"))
        .isFalse();
  }

  @Test
  void removingABlockLeavesWhatTheServerWritesInIt() {
    ObjectNode patched =
        patch(
            ada,
            "{'op': 'remove', 'path': '%s'}".formatted(ENTERPRISE),
            "{'op': 'replace', 'path': '%s', 'value': null}".formatted(USHER));
    assertThat(patched.has(ENTERPRISE)).isFalse();
    assertThat(patched.get(USHER)).isEqualTo(json("{'status': 'Active'}"));
  }

  private static String manager() {
    return "/" + ENTERPRISE + "/manager";
  }
}

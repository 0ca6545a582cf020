package dev.usher.scim.resource;

import static dev.usher.scim.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.UsherUserSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceReaderTest {
  private static final String ENTERPRISE = EnterpriseUserSchema.URN;
  private static final String USHER = UsherUserSchema.URN;

  @Test
  void namesAreReadInAnyCase() {
    assertThat(
            user("{'USERNAME': 'ada', 'Name': {'GIVENNAME': 'Ada'}, 'emails': [{'VALUE': 'a@b'}]}"))
        .isEqualTo(
            json(
                "{'userName': 'ada', 'name': {'givenName': 'Ada'}, 'emails': [{'value': 'a@b'}]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "URN:IETF:params:scim:schemas:extension:ENTERPRISE:2.0:user",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0",
        "urn:scim:schemas:extension:enterprise:1.0",
        "urn:scim:schemas:extension:enterprise:1.0:User",
        "urn:scim:schemas:extension:enterprise:2.0"
      })
  void anExtensionBlockIsReadUnderAnyOfItsNames(String urn) {
    assertThat(user("{'userName': 'ada', '" + urn + "': {'Department': 'IT'}}"))
        .isEqualTo(json("{'userName': 'ada', '" + ENTERPRISE + "': {'department': 'IT'}}"));
  }

  @Test
  void qualifiedAndDottedNamesAtTheRootGoToTheirPlace() {
    assertThat(
            user(
                """
                {'urn:ietf:params:scim:schemas:core:2.0:User:userName': 'ada',
                 'name.givenName': 'Ada', 'name': {'familyName': 'King'},
                 'urn:scim:schemas:extension:enterprise:1.0:employeeNumber': 1815,
                 '%s:manager.value': '7'}
                """
                    .formatted(ENTERPRISE)))
        .isEqualTo(
            json(
                """
                {'userName': 'ada', 'name': {'givenName': 'Ada', 'familyName': 'King'},
                 '%s': {'employeeNumber': '1815', 'manager': {'value': '7'}}}
                """
                    .formatted(ENTERPRISE)));
  }

  @Test
  void aCoreBlockIsTheResourceItself() {
    assertThat(user("{'urn:scim:schemas:core:1.0': {'userName': 'ada', 'title': 'Dr'}}"))
        .isEqualTo(json("{'userName': 'ada', 'title': 'Dr'}"));
  }

  @Test
  void aDottedNameOfASetIsAnElement() {
    assertThat(user("{'userName': 'ada', 'emails.value': 'a@b', 'emails.type': 'work'}"))
        .isEqualTo(json("{'userName': 'ada', 'emails': [{'value': 'a@b', 'type': 'work'}]}"));
    assertThat(user("{'userName': 'ada', 'emails.value': ''}"))
        .isEqualTo(json("{'userName': 'ada', 'emails': null}"));
  }

  @Test
  void theServersAttributesUnknownOnesAndThePasswordAreDropped() {
    assertThat(
            user(
                """
                {'schemas': ['http://example.org/x'], 'id': '1', 'meta': {'resourceType': 'User'},
                 'groups': [], 'password': 'secret', 'userName': 'ada', 'colour': 'blue',
                 'urn:unknown:1.0:User': {'a': 1}, 'emails[type eq "work"].value': 'x',
                 'name': {'givenName': 'Ada', 'colour': 'blue'},
                 '%s': {'status': 'Active', 'schemas': [], 'colour': 'blue', 'organization': 'ENG'}}
                """
                    .formatted(USHER)))
        .isEqualTo(
            json(
                "{'userName': 'ada', 'name': {'givenName': 'Ada'}, '%s': {'organization': 'ENG'}}"
                    .formatted(USHER)));
  }

  @Test
  void ofMembersOnlyTheIdIsRead() {
    assertThat(
            group(
                """
                {'displayName': 'Ops', 'members': [
                  {'value': '1', 'display': 'Ada', 'type': 'User', '$ref': 'https://x/Users/1'},
                  {'$ref': null, 'value': '2'}, '3', {'value': '1'}, {'display': 'nobody'}]}
                """))
        .isEqualTo(
            json(
                "{'displayName': 'Ops', 'members': [{'value': '1'}, {'value': '2'}, {'value': '3'}]}"));
  }

  @Test
  void valuesAreReadAsTheSchemaHasThem() {
    assertThat(
            user(
                """
                {'userName': ['ada'], 'active': 'FALSE', 'nickName': 12, 'title': true,
                 'emails': {'value': 'a@b', 'primary': 'True'}, 'phoneNumbers': ['1', {'value': 2}],
                 'displayName': [{'$ref': null, 'value': 'Ada'}],
                 '%s': {'manager': ['7']}}
                """
                    .formatted(ENTERPRISE)))
        .isEqualTo(
            json(
                """
                {'userName': 'ada', 'active': false, 'nickName': '12', 'title': 'true',
                 'emails': [{'value': 'a@b', 'primary': true}],
                 'phoneNumbers': [{'value': '1'}, {'value': '2'}],
                 'displayName': 'Ada',
                 '%s': {'manager': {'value': '7'}}}
                """
                    .formatted(ENTERPRISE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'7'", "{'value': '7'}", "[{'value': '7', 'displayName': 'Ada'}]", "['7']", "7"})
  void aManagerIsAnObjectHoweverItIsWritten(String manager) {
    assertThat(user("{'userName': 'ada', '" + ENTERPRISE + "': {'manager': " + manager + "}}"))
        .isEqualTo(json("{'userName': 'ada', '" + ENTERPRISE + "': {'manager': {'value': '7'}}}"));
  }

  @Test
  void aRoleInsideATextIsARole() {
    assertThat(
            user(
                """
                {'userName': 'ada', 'roles': [
                  {'value': '{"id":"06b0","value":"25","displayName":"Role"}', 'primary': 'true'},
                  '{"value":"26"}', '[{"value":"27"}]', {'value': '{}'}]}
                """))
        .isEqualTo(
            json(
                """
                {'userName': 'ada', 'roles': [
                  {'value': '25', 'display': 'Role', 'primary': true},
                  {'value': '26'}, {'value': '27'}]}
                """));
  }

  @Test
  void severalValuesInOneTextAreSeparated() {
    assertThat(
            user(
                "{'userName': 'ada', '"
                    + USHER
                    + "': {'projectRoles': ' A:x ;B:y,, a:X', 'licenses': ['pro,basic', 'kam']}}"))
        .isEqualTo(
            json(
                "{'userName': 'ada', '"
                    + USHER
                    + "': {'projectRoles': ['A:x', 'B:y'], 'licenses': ['pro', 'basic', 'kam']}}"));
  }

  @Test
  void whatIsSentEmptyIsAnExplicitNull() {
    ObjectNode read =
        user(
            """
            {'userName': 'ada', 'title': null, 'nickName': '', 'emails': [], 'addresses': '',
             'phoneNumbers': [{'value': null, 'type': 'work'}, {}, null, ''],
             'name': {'givenName': null}, 'ims': {}, 'externalId': [],
             '%s': {'manager': '', 'department': null, 'division': 'D'}, '%s': null}
            """
                .formatted(ENTERPRISE, USHER));
    assertThat(read)
        .isEqualTo(
            json(
                """
                {'userName': 'ada', 'title': null, 'nickName': null, 'emails': null,
                 'addresses': null, 'phoneNumbers': null, 'name': null, 'ims': null,
                 'externalId': null,
                 '%s': {'manager': null, 'department': null, 'division': 'D'}, '%s': null}
                """
                    .formatted(ENTERPRISE, USHER)));
    assertThat(Documents.strip(read))
        .isEqualTo(json("{'userName': 'ada', '" + ENTERPRISE + "': {'division': 'D'}}"));
  }

  @Test
  void aBlockThatIsSentWithNothingInItIsPresent() {
    ObjectNode read = user("{'userName': 'ada', '" + ENTERPRISE + "': {}}");
    assertThat(read).isEqualTo(json("{'userName': 'ada', '" + ENTERPRISE + "': {}}"));
    assertThat(Documents.strip(read)).isEqualTo(json("{'userName': 'ada'}"));
  }

  @Test
  void nullsInsideComplexValuesAreDropped() {
    assertThat(
            user(
                "{'userName': 'ada', 'name': {'givenName': 'A', 'familyName': ''}, 'emails': [{'value': 'a@b', 'type': null}]}"))
        .isEqualTo(
            json("{'userName': 'ada', 'name': {'givenName': 'A'}, 'emails': [{'value': 'a@b'}]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "[]"})
  void anEmptyActiveSaysNothing(String active) {
    assertThat(user("{'userName': 'ada', 'active': " + active + "}"))
        .isEqualTo(json("{'userName': 'ada'}"));
  }

  @Test
  void theWordNoneClearsInUshersExtensionOnly() {
    assertThat(
            user(
                """
                {'userName': 'none', 'title': 'none',
                 '%s': {'department': 'none'},
                 '%s': {'organization': ' None ', 'licenses': ['NONE'], 'projectRoles': {'value': 'none'}}}
                """
                    .formatted(ENTERPRISE, USHER)))
        .isEqualTo(
            json(
                """
                {'userName': 'none', 'title': 'none',
                 '%s': {'department': 'none'},
                 '%s': {'organization': null, 'licenses': null, 'projectRoles': null}}
                """
                    .formatted(ENTERPRISE, USHER)));
  }

  @Test
  void theLastPrimaryWins() {
    assertThat(
            user(
                "{'userName': 'a', 'emails': [{'value': 'x', 'primary': true}, {'value': 'y', 'primary': true}, {'value': 'z'}]}"))
        .isEqualTo(
            json(
                "{'userName': 'a', 'emails': [{'value': 'x', 'primary': false}, {'value': 'y', 'primary': true}, {'value': 'z'}]}"));
  }

  @Test
  void equalElementsAreOneAndTheLaterOneWritesOnTheFirst() {
    assertThat(
            user(
                """
                {'userName': 'a', 'emails': [
                  {'value': 'X@y', 'type': 'work', 'primary': true, 'display': 'old'},
                  {'value': 'x@y', 'type': 'home'},
                  {'value': 'b', 'primary': true},
                  {'value': 'x@Y', 'type': 'Work', 'primary': true, 'display': 'new'}],
                 'addresses': [{'locality': 'Rome', 'primary': true}, {'locality': 'rome'}]}
                """))
        .isEqualTo(
            json(
                """
                {'userName': 'a', 'emails': [
                  {'value': 'x@Y', 'type': 'Work', 'primary': true, 'display': 'new'},
                  {'value': 'x@y', 'type': 'home'},
                  {'value': 'b', 'primary': false}],
                 'addresses': [{'locality': 'rome', 'primary': true}]}
                """));
  }

  private static ObjectNode user(String body) {
    return ResourceReader.read(json(body), ResourceTypes.USER, false);
  }

  private static ObjectNode group(String body) {
    return ResourceReader.read(json(body), ResourceTypes.GROUP, false);
  }
}

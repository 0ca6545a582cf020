package dev.usher.scim.patch;

import static dev.usher.scim.JsonText.json;
import static dev.usher.scim.JsonText.object;
import static dev.usher.scim.patch.Patching.patch;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.UsherUserSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients really send, shape by shape. */
class PatchDialectTest {
  private static final String ENTERPRISE = EnterpriseUserSchema.URN;
  private static final String USHER = UsherUserSchema.URN;

  private final ObjectNode ada = object("{'userName': 'ada', 'active': true}");

  @Test
  void namesOfTheMessageAreReadInAnyCase() {
    ObjectNode patched =
        PatchApplier.apply(
            ada,
            PatchReader.read(
                json(
                    """
                    {'schemas': ['x'], 'operations': [
                      {'Op': 'ADD', 'Path': 'nickName', 'Value': 'Babs', 'name': 'addNickName'}]}
                    """),
                ResourceTypes.USER,
                false),
            ResourceTypes.USER,
            false);
    assertThat(patched.get("nickName")).isEqualTo(json("'Babs'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'Replace', 'path': 'active', 'value': 'False'}",
        "{'op': 'Replace', 'path': 'ACTIVE', 'value': [{'$ref': null, 'value': 'false'}]}",
        "{'op': 'add', 'path': 'active', 'value': false}",
        "{'op': 'replace', 'value': {'active': false}}",
        "{'op': 'replace', 'value': [{'active': 'FALSE'}]}",
        "{'op': 'replace', 'path': '', 'value': {'active': false}}",
        "{'op': 'replace', 'path': null, 'value': {'active': false}}",
        "{'op': 'replace', 'path': 'urn:ietf:params:scim:schemas:core:2.0:User:active', 'value': false}",
        "{'op': 'replace', 'path': 'urn:scim:schemas:core:1.0:active', 'value': false}",
        "{'op': 'replace', 'path': 'urn:ietf:params:scim:schemas:core:2.0:User', 'value': {'active': false}}",
        "{'op': 'replace', 'value': {'urn:ietf:params:scim:schemas:core:2.0:User': {'active': false}}}"
      })
  void aUserIsDeactivatedInEveryShape(String operation) {
    assertThat(patch(ada, operation)).isEqualTo(json("{'userName': 'ada', 'active': false}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'replace', 'path': 'active', 'value': null}",
        "{'op': 'replace', 'path': 'active', 'value': ''}",
        "{'op': 'add', 'value': {'active': []}}",
        "{'op': 'remove', 'path': 'active'}",
        "{'op': 'replace', 'value': {'password': 'n3w'}}",
        "{'op': 'replace', 'path': 'password', 'value': 'n3w'}",
        "{'op': 'remove', 'path': 'password'}",
        "{'op': 'add', 'path': 'favouriteColour', 'value': 'blue'}",
        "{'op': 'add', 'path': 'name.favourite', 'value': 'blue'}",
        "{'op': 'add', 'path': 'favourites[type eq \\\"colour\\\"].value', 'value': 'blue'}",
        "{'op': 'add', 'path': 'urn:x:1.0:User:colour', 'value': 'blue'}",
        "{'op': 'add', 'value': {'favouriteColour': 'blue', 'not a name': 1}}",
        "{'op': 'replace', 'value': {'id': '9', 'schemas': [], 'meta': {}, 'groups': []}}"
      })
  void whatMeansNothingHereChangesNothing(String operation) {
    assertThat(patch(ada, operation)).isEqualTo(ada);
  }

  @Test
  void aValueWithoutPathMayHaveNamesOfEveryKind() {
    assertThat(
            patch(
                ada,
                """
                {'op': 'replace', 'value': {
                  'id': '9', 'displayName': 'Ada L', 'name.givenName': 'Ada', 'Name': {'familyName': 'L'},
                  'emails[type eq "work"].value': 'ada@x',
                  '%1$s:employeeNumber': '1852', '%1$s': {'department': 'IT', 'manager': '7'}}}
                """
                    .formatted(ENTERPRISE)))
        .isEqualTo(
            json(
                """
                {'userName': 'ada', 'active': true, 'displayName': 'Ada L',
                 'name': {'givenName': 'Ada', 'familyName': 'L'},
                 'emails': [{'type': 'work', 'value': 'ada@x'}],
                 '%s': {'employeeNumber': '1852', 'department': 'IT', 'manager': {'value': '7'}}}
                """
                    .formatted(ENTERPRISE)));
  }

  @Test
  void aBareExtensionUrnIsTheBlock() {
    ObjectNode before = object("{'userName': 'ada', '" + ENTERPRISE + "': {'division': 'D'}}");
    for (String op : new String[] {"add", "Replace"}) {
      assertThat(
              patch(
                  before,
                  """
                  {'op': '%1$s', 'path': '%2$s', 'value': {
                    'schemas': ['%2$s'], 'Department': 'IT', '%2$s:costCenter': 'C'}}
                  """
                      .formatted(op, ENTERPRISE)))
          .isEqualTo(
              json(
                  "{'userName': 'ada', '%s': {'division': 'D', 'department': 'IT', 'costCenter': 'C'}}"
                      .formatted(ENTERPRISE)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "organization | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "urn:scim:schemas:extension:enterprise:1.0:organization | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "URN:ietf:params:scim:schemas:extension:usher:2.0:user:Organization | urn:ietf:params:scim:schemas:extension:usher:2.0:User"
      })
  void aBareNameIsCoreThenEnterpriseThenUshers(String path, String block) {
    assertThat(patch(ada, "{'op': 'add', 'path': '" + path + "', 'value': 'ENG'}").get(block))
        .isEqualTo(json("{'organization': 'ENG'}"));
  }

  @Test
  void entrasManagerIsReadInEveryShape() {
    String urn = ENTERPRISE + ":manager";
    for (String value :
        new String[] {
          "'7'",
          "{'value': '7'}",
          "[{'value': '7', '$ref': null}]",
          "{'value': '7', 'displayName': 'X'}"
        }) {
      assertThat(
              patch(ada, "{'op': 'Add', 'path': '" + urn + "', 'value': " + value + "}")
                  .get(ENTERPRISE))
          .isEqualTo(json("{'manager': {'value': '7'}}"));
    }
    ObjectNode managed =
        object("{'userName': 'ada', '" + ENTERPRISE + "': {'manager': {'value': '7'}}}");
    for (String nothing : new String[] {"''", "null", "[]", "{'value': ''}", "[{'value': null}]"}) {
      assertThat(
              patch(managed, "{'op': 'Replace', 'path': '" + urn + "', 'value': " + nothing + "}"))
          .isEqualTo(json("{'userName': 'ada'}"));
    }
  }

  @Test
  void threeOperationsOnThePrimaryRoleMakeOneRole() {
    ObjectNode patched =
        patch(
            ada,
            "{'op': 'Add', 'path': 'roles[primary eq \\\"True\\\"].display', 'value': 'Member'}",
            "{'op': 'Add', 'path': 'roles[primary eq \\\"True\\\"].type', 'value': 'T'}",
            "{'op': 'Add', 'path': 'roles[primary eq \\\"True\\\"].value', 'value': 'member'}");
    assertThat(patched.get("roles"))
        .isEqualTo(
            json("[{'primary': true, 'display': 'Member', 'type': 'T', 'value': 'member'}]"));
    assertThat(
            patch(
                    patched,
                    "{'op': 'Add', 'path': 'roles[primary eq \\\"True\\\"].value', 'value': 'admin'}")
                .at("/roles/0/value"))
        .isEqualTo(json("'admin'"));
  }

  @Test
  void aValuePathOfEqualitiesMakesTheElement() {
    assertThat(
            patch(
                    ada,
                    "{'op': 'Add', 'path': 'addresses[type eq \\\"work\\\"].streetAddress', 'value': '12 Square'}",
                    "{'op': 'Add', 'path': 'addresses[type eq \\\"work\\\"].country', 'value': 'GB'}",
                    "{'op': 'Replace', 'path': 'emails[type eq \\\"home\\\" and primary eq true]', 'value': 'h@x'}")
                .without("userName")
                .toString())
        .isEqualTo(
            json("""
                    {'active': true,
                     'addresses': [{'type': 'work', 'streetAddress': '12 Square', 'country': 'GB'}],
                     'emails': [{'type': 'home', 'primary': true, 'value': 'h@x'}]}
                    """)
                .toString());
  }

  @Test
  void aRoleInsideATextIsARole() {
    ObjectNode before =
        object("{'userName': 'ada', 'roles': [{'value': 'admin', 'primary': true}]}");
    String role =
        "{\\\"id\\\":\\\"06b0\\\",\\\"value\\\":\\\"25\\\",\\\"displayName\\\":\\\"Role\\\"}";
    ObjectNode after =
        patch(before, "{'op': 'Add', 'path': 'roles', 'value': [{'value': '" + role + "'}]}");
    assertThat(after.get("roles"))
        .isEqualTo(
            json("[{'value': 'admin', 'primary': true}, {'value': '25', 'display': 'Role'}]"));
    assertThat(
            patch(after, "{'op': 'Remove', 'path': 'roles', 'value': [{'value': '" + role + "'}]}"))
        .isEqualTo(before);
    assertThat(
            patch(
                    before,
                    "{'op': 'Add', 'path': 'roles[primary eq \\\"True\\\"].value', 'value': '"
                        + role
                        + "'}")
                .at("/roles/0/value"))
        .isEqualTo(json("'25'"));
  }

  @Test
  void severalValuesInOneTextAndTheWordNone() {
    ObjectNode granted =
        patch(ada, "{'op': 'Replace', 'path': '" + USHER + ":projectRoles', 'value': 'A:x; B:y'}");
    assertThat(granted.at("/" + USHER + "/projectRoles")).isEqualTo(json("['A:x', 'B:y']"));
    for (String op : new String[] {"Add", "Replace"}) {
      assertThat(patch(granted, "{'op': '" + op + "', 'path': 'projectRoles', 'value': 'None'}"))
          .isEqualTo(ada);
    }
    assertThat(patch(granted, "{'op': 'Remove', 'path': 'projectRoles', 'value': 'none'}"))
        .isEqualTo(granted);
  }

  @Test
  void quotesAndBracketsInsideAFilterAreText() {
    assertThat(
            patch(
                    ada,
                    "{'op': 'add', 'path': 'ims[type eq \\\"a]\\\\\\\"b\\\"].value', 'value': 'v'}")
                .get("ims"))
        .isEqualTo(json("[{'type': 'a]\\\"b', 'value': 'v'}]"));
  }
}

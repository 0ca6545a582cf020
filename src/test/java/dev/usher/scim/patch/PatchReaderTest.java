package dev.usher.scim.patch;

import static dev.usher.scim.JsonText.json;
import static dev.usher.scim.patch.Patching.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "{'Operations': {'op': 'remove'}}",
        "{'Operations': ['remove']}",
        "{'Operations': [{'path': 'title', 'value': 'x'}]}",
        "{'Operations': [{'op': 'move', 'path': 'title', 'value': 'x'}]}",
        "{'Operations': [{'op': 7, 'path': 'title', 'value': 'x'}]}"
      })
  void aMessageThatIsNoneIsRefused(String body) {
    refused("invalidSyntax", () -> PatchReader.read(json(body), ResourceTypes.USER, false));
  }

  @Test
  void noOperationsAreNoChange() {
    for (String body : new String[] {"{'Operations': []}", "{'Operations': null}", "{}"}) {
      assertThat(PatchReader.read(json(body), ResourceTypes.USER, true)).as(body).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "emails[type eq \\\"work\\\"",
        "emails[type eq \\\"work\\\"]value",
        "emails[type eq \\\"work\\\"].",
        "emails[type eq \\\"work\\\"].value.x",
        "emails.value[type eq \\\"work\\\"]",
        "userName[type eq \\\"work\\\"]",
        "name.given.x",
        "name..x",
        ".name",
        "name.",
        "[value eq \\\"x\\\"]",
        "user name",
        "1st",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:a b",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User[a eq 1]",
        "urn:x:[a"
      })
  void aMalformedPathIsRefused(String path) {
    refused(
        "invalidPath", () -> read("{'op': 'add', 'path': '" + path + "', 'value': 'x'}", false));
  }

  @Test
  void aPathThatIsNoTextIsRefused() {
    refused("invalidPath", () -> read("{'op': 'add', 'path': 7, 'value': 'x'}", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"emails[type]", "emails[type xx \\\"a\\\"]", "emails[]", "emails[(type pr]"})
  void aMalformedFilterIsRefused(String path) {
    refused("invalidFilter", () -> read("{'op': 'remove', 'path': '" + path + "'}", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "favouriteColour",
        "name.colour",
        "emails[type eq \\\"work\\\"].colour",
        "urn:x:1.0:User:colour",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:colour"
      })
  void strictRefusesAnUnknownPath(String path) {
    refused("invalidPath", () -> read("{'op': 'add', 'path': '" + path + "', 'value': 'x'}", true));
    refused("invalidPath", () -> read("{'op': 'add', 'value': {'" + path + "': 'x'}}", true));
    assertThat(
            PatchReader.read(
                operation("{'op': 'add', 'path': '" + path + "', 'value': 'x'}"),
                ResourceTypes.USER,
                false))
        .isEmpty();
  }

  @Test
  void anUnquotedLiteralIsReadUnlessStrict() {
    String operation = "{'op': 'remove', 'path': 'emails[type eq work]'}";
    assertThat(PatchReader.read(operation(operation), ResourceTypes.USER, false)).hasSize(1);
    refused("invalidFilter", () -> read(operation, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id",
        "meta",
        "meta.version",
        "schemas",
        "groups",
        "groups[value eq \\\"x\\\"]",
        "manager.displayName",
        "urn:ietf:params:scim:schemas:extension:usher:2.0:User:status",
        "status"
      })
  void thePathOfAReadOnlyAttributeIsRefusedAndItsNameInAValueIsNot(String path) {
    for (boolean strict : new boolean[] {true, false}) {
      refused(
          "mutability",
          () -> read("{'op': 'replace', 'path': '" + path + "', 'value': 'x'}", strict));
      refused("mutability", () -> read("{'op': 'remove', 'path': '" + path + "'}", strict));
    }
    assertThat(
            PatchReader.read(
                operation("{'op': 'replace', 'value': {'" + path + "': 'x'}}"),
                ResourceTypes.USER,
                false))
        .isEmpty();
  }

  @Test
  void removeNeedsAPath() {
    refused("noTarget", () -> read("{'op': 'remove'}", false));
    refused("noTarget", () -> read("{'op': 'remove', 'value': {'title': 'x'}}", false));
    refused(
        "noTarget",
        () ->
            read("{'op': 'remove', 'path': 'urn:ietf:params:scim:schemas:core:2.0:User'}", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'add', 'path': 'title'}",
        "{'op': 'replace', 'path': 'title'}",
        "{'op': 'replace'}",
        "{'op': 'replace', 'value': 'x'}",
        "{'op': 'replace', 'value': null}",
        "{'op': 'replace', 'value': [1]}",
        "{'op': 'replace', 'path': 'active', 'value': 'maybe'}",
        "{'op': 'replace', 'path': 'name', 'value': 'Ada'}",
        "{'op': 'replace', 'path': 'title', 'value': ['a', 'b']}",
        "{'op': 'replace', 'path': 'emails[type eq \\\"work\\\"]', 'value': [{'value': 'a'}, {'value': 'b'}]}",
        "{'op': 'add', 'path': 'urn:scim:schemas:extension:enterprise:1.0', 'value': 'x'}"
      })
  void anUnusableValueIsRefused(String operation) {
    refused("invalidValue", () -> read(operation, false));
  }

  @Test
  void aRemovedBlockIsOneOperation() {
    assertThat(
            PatchReader.read(
                operation(
                    "{'op': 'remove', 'path': 'urn:scim:schemas:extension:enterprise:1.0:User'}"),
                ResourceTypes.USER,
                false))
        .containsExactly(new PatchOperation.Remove(new Target.Block(EnterpriseUserSchema.SCHEMA)));
  }

  private static void read(String operation, boolean strict) {
    PatchReader.read(operation(operation), ResourceTypes.USER, strict);
  }

  private static JsonNode operation(String operation) {
    return json("{'Operations': [" + operation + "]}");
  }
}

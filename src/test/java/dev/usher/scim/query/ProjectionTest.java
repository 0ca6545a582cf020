package dev.usher.scim.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.UsherUserSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USER =
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
       "id": "1",
       "userName": "bjensen",
       "name": {"familyName": "Jensen", "givenName": "Barbara"},
       "emails": [{"value": "a", "type": "work", "primary": true}, {"value": "b"}],
       "groups": [{"value": "g"}],
       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
         {"employeeNumber": "7", "organization": "Acme", "manager": {"value": "2"}},
       "urn:ietf:params:scim:schemas:extension:usher:2.0:User":
         {"status": "Active", "organization": "OG-1", "licenses": ["KSE", "KAM"]},
       "meta": {"resourceType": "User", "version": "W/\\"1\\""}}
      """;

  @Test
  void withoutParametersEverythingIsWrittenAndNothingIsWrapped() throws IOException {
    try (JsonGenerator out = JSON.createGenerator(new StringWriter())) {
      assertThat(Projection.ALL.wrap(out)).isSameAs(out);
    }
    assertThat(only("")).isSameAs(Projection.ALL);
    assertThat(without(" , ")).isSameAs(Projection.ALL);
  }

  @Test
  void onlyWhatIsAskedForAndWhatIsAlwaysThereIsWritten() throws IOException {
    assertWritten(
        only("USERNAME, name.familyName"),
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1",
         "userName": "bjensen", "name": {"familyName": "Jensen"}}
        """);
  }

  @Test
  void elementsWithNothingLeftAreNotWritten() throws IOException {
    assertWritten(
        only("emails.type"),
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1",
         "emails": [{"type": "work"}]}
        """);
  }

  @Test
  void attributesAndBlocksWithNothingLeftAreNotWritten() throws IOException {
    assertWritten(
        only(
            "emails.display,name.middleName,"
                + UsherUserSchema.URN
                + ":accountRole,manager.displayName"),
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1"}
        """);
  }

  @Test
  void anExtensionIsAskedForByItsUrnOrByItsAttributes() throws IOException {
    assertWritten(
        only(EnterpriseUserSchema.URN.toLowerCase(Locale.ROOT)),
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
           {"employeeNumber": "7", "organization": "Acme", "manager": {"value": "2"}}}
        """);
    assertWritten(
        only("organization," + UsherUserSchema.URN + ":licenses"),
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"organization": "Acme"},
         "urn:ietf:params:scim:schemas:extension:usher:2.0:User": {"licenses": ["KSE", "KAM"]}}
        """);
  }

  @Test
  void whatIsExcludedIsLeftOutAndTheRestStays() throws IOException {
    assertWritten(
        without(
            "groups,meta,emails.value,name.givenName,id,schemas,"
                + UsherUserSchema.URN
                + ","
                + EnterpriseUserSchema.URN
                + ":manager.value"),
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1",
         "userName": "bjensen", "name": {"familyName": "Jensen"},
         "emails": [{"type": "work", "primary": true}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
           {"employeeNumber": "7", "organization": "Acme"}}
        """);
  }

  @Test
  void unknownNamesAskForNothing() throws IOException {
    assertWritten(
        only("nosuch,urn:x:y"),
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1"}
        """);
    assertWritten(without("nosuch"), USER);
  }

  @Test
  void thePasswordIsNeverWritten() throws IOException {
    JsonNode user = JSON.readTree("{\"id\": \"1\", \"password\": \"secret\"}");

    assertThat(write(only("password"), user)).isEqualTo(JSON.readTree("{\"id\": \"1\"}"));
    assertThat(write(without("title"), user)).isEqualTo(JSON.readTree("{\"id\": \"1\"}"));
  }

  @Test
  void aResourceStaysInItsListEvenWithNothingLeft() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      JsonGenerator projected = only("title").wrap(out);
      out.writeStartArray();
      JSON.writeTree(projected, JSON.readTree("{\"userName\": \"a\"}"));
      JSON.writeTree(projected, JSON.readTree("{\"title\": \"b\", \"userName\": \"c\"}"));
      out.writeEndArray();
    }
    assertThat(text).hasToString("[{},{\"title\":\"b\"}]");
  }

  @Test
  void schemasNamesTheExtensionsOfWhichSomethingIsThere() throws IOException {
    String core = "urn:ietf:params:scim:schemas:core:2.0:User";
    String user =
        """
        {"schemas": ["%s", "%s", "%s"], "id": "1", "userName": "a",
         "name": {"schemas": ["x"]},
         "%s": {"employeeNumber": "7", "manager": {"value": "2"}},
         "%s": {"status": "Active"}}
        """
            .formatted(
                core,
                EnterpriseUserSchema.URN,
                UsherUserSchema.URN,
                EnterpriseUserSchema.URN,
                UsherUserSchema.URN);
    assertSchemas(only("department"), user, core);
    assertSchemas(only("employeeNumber"), user, core, EnterpriseUserSchema.URN);
    assertSchemas(only("manager.displayName"), user, core);
    assertSchemas(only("manager.displayName,manager.value"), user, core, EnterpriseUserSchema.URN);
    assertSchemas(only(UsherUserSchema.URN + ":licenses,userName"), user, core);
    assertSchemas(
        only(UsherUserSchema.URN + ":status,department"), user, core, UsherUserSchema.URN);
    assertSchemas(without(UsherUserSchema.URN + ":status"), user, core, EnterpriseUserSchema.URN);
    assertSchemas(without("employeeNumber,manager"), user, core, UsherUserSchema.URN);
    assertSchemas(without("userName"), user, core, EnterpriseUserSchema.URN, UsherUserSchema.URN);
  }

  @Test
  void schemasOfOneResourceSaysNothingOfTheNext() throws IOException {
    StringWriter text = new StringWriter();
    String some = "{\"schemas\": [\"%1$s\"], \"%1$s\": {\"employeeNumber\": \"7\"}}";
    String none = "{\"schemas\": [\"%1$s\"], \"%1$s\": {\"department\": \"D\"}}";
    try (JsonGenerator out = JSON.createGenerator(text)) {
      JsonGenerator projected = only("employeeNumber").wrap(out);
      out.writeStartArray();
      for (String each : new String[] {some, none, some}) {
        JSON.writeTree(projected, JSON.readTree(each.formatted(EnterpriseUserSchema.URN)));
      }
      out.writeEndArray();
    }
    JsonNode written = JSON.readTree(text.toString());
    assertThat(written.get(0).path("schemas")).hasSize(1);
    assertThat(written.get(1).path("schemas")).isEmpty();
    assertThat(written.get(2).path("schemas")).hasSize(1);
  }

  private static void assertSchemas(Projection projection, String user, String... urns)
      throws IOException {
    assertThat(write(projection, JSON.readTree(user)).path("schemas"))
        .extracting(JsonNode::asText)
        .containsExactly(urns);
  }

  @Test
  void theTwoListsExcludeEachOther() {
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(
            () ->
                Projection.parse(
                    Optional.of("userName"), Optional.of("groups"), ResourceTypes.USER))
        .satisfies(e -> assertThat(e.scimType()).contains("invalidValue"));
  }

  @Test
  void aReaderLearnsWhatItNeedNotRead() {
    assertThat(Projection.ALL.includes(path("groups"))).isTrue();
    assertThat(Projection.ALL.includes(path("password"))).isFalse();
    assertThat(only("userName").includesAny(path("groups"))).isFalse();
    assertThat(only("groups.value").includesAny(path("groups.display"))).isTrue();
    assertThat(only("groups.value").includes(path("groups.display"))).isFalse();
    assertThat(only("groups.value").includes(path("groups"))).isTrue();
    assertThat(only("groups.value").includes(path("id"))).isTrue();
    assertThat(without("groups").includesAny(path("groups"))).isFalse();
    assertThat(without("groups.value").includesAny(path("groups"))).isTrue();
    assertThat(only("manager").includesAny(ResourceTypes.USER, UsherUserSchema.SCHEMA)).isFalse();
    assertThat(only("manager").includesAny(ResourceTypes.USER, EnterpriseUserSchema.SCHEMA))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"groups", "GROUPS", "urn:ietf:params:scim:schemas:core:2.0:User:groups"})
  void namesAreReadInEveryForm(String name) {
    assertThat(without(name).includes(path("groups"))).isFalse();
    assertThat(only(name).includes(path("groups"))).isTrue();
  }

  private static void assertWritten(Projection projection, String expected) throws IOException {
    assertThat(write(projection, JSON.readTree(USER))).isEqualTo(JSON.readTree(expected));
  }

  private static JsonNode write(Projection projection, JsonNode resource) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      JSON.writeTree(projection.wrap(out), resource);
    }
    return JSON.readTree(text.toString());
  }

  private static Projection only(String names) {
    return Projection.parse(Optional.of(names), Optional.empty(), ResourceTypes.USER);
  }

  private static Projection without(String names) {
    return Projection.parse(Optional.empty(), Optional.of(names), ResourceTypes.USER);
  }

  private static AttributePath path(String name) {
    return ResourceTypes.USER.find(name).orElseThrow();
  }
}

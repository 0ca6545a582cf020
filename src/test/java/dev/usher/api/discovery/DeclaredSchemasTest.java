package dev.usher.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the discovery endpoints declare, against what the resources say (RFC 7643 §3, §3.1). */
class DeclaredSchemasTest {
  private final ScimClient client = TestServer.shared().account("activation=direct").client();

  @Test
  void resourcesListOnlySchemasThatTheirTypeDeclares() {
    client.createUser("ada");
    client.post("/Groups", "{\"displayName\": \"g\"}");
    for (JsonNode type : client.get("/ResourceTypes").body().path("Resources")) {
      List<String> declared = new ArrayList<>(List.of(type.path("schema").asText()));
      type.path("schemaExtensions").forEach(each -> declared.add(each.path("schema").asText()));
      Answer list = client.get(type.path("endpoint").asText() + "?count=3");
      for (JsonNode resource : list.body().path("Resources")) {
        List<String> urns = new ArrayList<>();
        resource.path("schemas").forEach(urn -> urns.add(urn.asText()));
        assertThat(declared).as("%s", resource).containsAll(urns);
      }
      for (String urn : declared) {
        assertThat(client.get("/Schemas/" + urn).status()).as(urn).isEqualTo(200);
      }
    }
  }

  @Test
  void ofTheCommonAttributesOnlyExternalIdIsPublished() {
    for (JsonNode schema : client.get("/Schemas").body().path("Resources")) {
      List<String> names = schema.path("attributes").findValuesAsText("name");
      List<String> top = new ArrayList<>();
      schema.path("attributes").forEach(each -> top.add(each.path("name").asText()));
      assertThat(top).as("%s %s", schema.path("id"), names).doesNotContain("schemas", "id", "meta");
    }
    assertThat(
            client
                .get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User")
                .body()
                .path("attributes")
                .findValuesAsText("name"))
        .contains("externalId", "userName");
  }

  @Test
  void theDraftsUrnNamesTheAttributesAtTheRoot() {
    String role = "urn:ietf:params:scim:schemas:core:2.0:Role";
    Answer found = client.find("/Roles", role + ":value eq \"USER\"");
    assertThat(found.text("/totalResults")).as("%s", found.body()).isEqualTo("1");
    Answer only = client.get("/Roles/USER?attributes=" + role + ":display");
    assertThat(only.text("/display")).as("%s", only.body()).isEqualTo("User");
    assertThat(only.body().has("description")).isFalse();
  }

  @Test
  void schemasNamesOnlyTheExtensionsOfWhichAnAnswerHasSomething() {
    String enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    String usher = "urn:ietf:params:scim:schemas:extension:usher:2.0:User";
    String core = "urn:ietf:params:scim:schemas:core:2.0:User";
    String id =
        client
            .createUser("grace", "\"%s\": {\"employeeNumber\": \"1906\"}".formatted(enterprise))
            .id();

    String user = "/Users/" + id;
    assertThat(schemas(user)).containsExactly(core, enterprise, usher);
    assertThat(schemas(user + "?attributes=" + enterprise + ":department")).containsExactly(core);
    assertThat(schemas(user + "?attributes=" + enterprise + ":manager.value"))
        .containsExactly(core);
    assertThat(schemas(user + "?attributes=" + enterprise)).containsExactly(core, enterprise);
    assertThat(schemas(user + "?attributes=employeeNumber," + usher + ":invitation.link"))
        .containsExactly(core, enterprise);
    assertThat(schemas(user + "?attributes=" + usher + ":employmentStartDate"))
        .containsExactly(core);
    assertThat(schemas(user + "?excludedAttributes=" + enterprise + ":employeeNumber"))
        .containsExactly(core, usher);
    Answer list =
        client.get("/Users?filter=userName%20eq%20%22grace%22&attributes=department,costCenter");
    assertThat(list.body().at("/Resources/0/schemas")).hasSize(1);
  }

  private List<String> schemas(String path) {
    Answer answer = client.get(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    List<String> urns = new ArrayList<>();
    answer.body().path("schemas").forEach(urn -> urns.add(urn.asText()));
    for (String urn : urns) {
      if (urn.contains(":extension:")) {
        assertThat(answer.body().has(urn)).as("%s: %s", path, answer.body()).isTrue();
      }
    }
    return urns;
  }
}

package dev.usher.http;

import static dev.usher.testing.ScimClient.ENTERPRISE;
import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of real programs that are unusual, and what they need back. */
class SmallRightsTest {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

  private final TestServer server = TestServer.shared();
  private final ScimClient client = server.account("activation=direct").client();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "emails[type%20eq%20%22work%22]|emails",
        "emails[type+eq+%22a,b%22],title|emails title",
        "emails[type+eq+%22]%22].value|emails",
        "urn:ietf:params:scim:schemas:core:2.0:User:emails[primary+eq+true],title|emails title"
      })
  void aValuePathInAttributesMeansItsAttribute(String attributes, String expected) {
    Answer user =
        client.createUser(
            "ada", "\"emails\": [{\"type\": \"work\", \"value\": \"a@x.y\"}]", "\"title\": \"Dr\"");
    Answer only = client.get("/Users/" + user.id() + "?attributes=" + attributes);
    for (String name : expected.split(" ")) {
      assertThat(only.body().path(name).isMissingNode()).as("%s", only.body()).isFalse();
    }
    assertThat(only.body().has("userName")).isFalse();
    assertThat(only.body().at("/emails/0").has("type")).isEqualTo(!attributes.contains(".value"));

    Answer without = client.get("/Users/" + user.id() + "?excludedAttributes=" + attributes);
    assertThat(without.body().at("/emails/0/value").isMissingNode()).isTrue();
    assertThat(without.body().has("userName")).isTrue();
  }

  @Test
  void strictRefusesAPatchOfAnotherSchemaOnly() {
    String operations =
        "\"Operations\": [{\"op\": \"add\", \"path\": \"title\", \"value\": \"x\"}]";
    String wrong = "{\"schemas\": [\"%s\"], %s}".formatted(CORE, operations);
    ScimClient strict = server.account("strict=true").client();
    String path = "/Users/" + strict.createUser("ada").id();

    Answer refused = strict.patch(path, wrong);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidSyntax");
    assertThat(strict.patch(path, "{" + operations + "}").status()).isEqualTo(200);
    assertThat(
            strict
                .patch(
                    path,
                    "{\"Schemas\": [\"URN:ietf:params:scim:api:messages:2.0:PATCHOp\"], %s}"
                        .formatted(operations))
                .status())
        .isEqualTo(200);
    assertThat(client.patch("/Users/" + client.createUser("ada").id(), wrong).status())
        .isEqualTo(200);
  }

  @Test
  void patchAnswersNoneHoldsForUsersToo() {
    ScimClient quiet = server.account("patchAnswers=none").client();
    String path = "/Users/" + quiet.createUser("ada").id();
    String add = "{\"op\": \"add\", \"path\": \"title\", \"value\": \"x\"}";

    Answer none = quiet.patchOps(path, add);
    assertThat(none.status()).isEqualTo(204);
    assertThat(none.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(quiet.get(path).text("/title")).isEqualTo("x");
    assertThat(quiet.patchOps(path + "?attributes=title", add).text("/title")).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "/Users, GET POST", "/Users/7, GET PUT PATCH DELETE", "/Groups, GET POST", "/Bulk, POST",
    "/Schemas, GET", "/AuditEvents, GET", "/Roles, GET", "/Me, GET"
  })
  void optionsAreToldWithoutAToken(String path, String methods) throws Exception {
    HttpResponse<String> answer = options(path);
    assertThat(answer.statusCode()).isIn(200, 204);
    assertThat(answer.headers().firstValue("Allow").orElse("").split(",\\s*"))
        .contains(methods.split(" "))
        .contains("OPTIONS");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void optionsOfNothingAreA404() throws Exception {
    HttpResponse<String> answer = options("/Nothing");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/scim+json");
  }

  @Test
  void schemasNameWhatIsInTheAnswer() {
    Answer user =
        client.createUser("ada", "\"%s\": {\"department\": \"IT\"}".formatted(ENTERPRISE));
    String path = "/Users/" + user.id();

    assertThat(schemas(client.get(path).body())).containsExactly(CORE, ENTERPRISE, USHER);
    assertThat(schemas(client.get(path + "?attributes=userName").body())).containsExactly(CORE);
    assertThat(schemas(client.get(path + "?attributes=" + ENTERPRISE).body()))
        .containsExactly(CORE, ENTERPRISE);
    assertThat(schemas(client.get(path + "?attributes=userName," + USHER + ":status").body()))
        .containsExactly(CORE, USHER);
    assertThat(schemas(client.get(path + "?excludedAttributes=" + USHER).body()))
        .containsExactly(CORE, ENTERPRISE);
    assertThat(schemas(client.get("/Users?attributes=userName").body().at("/Resources/0")))
        .containsExactly(CORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "?", "?count=10", "/?filter=userName+eq+%22ada%22"})
  void theRootIsQueriedAsSearchIs(String query) {
    String ada = client.createUser("ada").id();
    Answer found = client.get(query);
    assertThat(found.status()).as("%s", found.body()).isEqualTo(200);
    assertThat(found.text("/totalResults")).isEqualTo("1");
    assertThat(found.text("/Resources/0/id")).isEqualTo(ada);
    assertThat(client.get("?filter=userName+eq").text("/scimType")).isEqualTo("invalidFilter");
  }

  @Test
  void endpointsAreFoundInAnyCase() {
    Answer created = client.post("/users", "{\"userName\": \"ada\"}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).endsWith("/Users/" + created.id());
    assertThat(client.get("/USERS/" + created.id()).status()).isEqualTo(200);
    assertThat(client.post("/users/.search", "{}").text("/totalResults")).isEqualTo("1");
    Answer group = client.post("/groups", "{\"displayName\": \"g\"}");
    assertThat(group.status()).isEqualTo(201);
    for (String path :
        List.of("/groups", "/serviceproviderconfig", "/resourcetypes", "/schemas", "/roles")) {
      assertThat(client.get(path).status()).as(path).isEqualTo(200);
    }
    Answer bulk =
        client.post(
            "/bulk",
            """
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [
              {"method": "DELETE", "path": "/groups/%s"}]}"""
                .formatted(group.id()));
    assertThat(bulk.text("/Operations/0/status")).as("%s", bulk.body()).isEqualTo("204");
  }

  @Test
  void theCaseOfAnEndpointIsNoWayAroundScopes() {
    ScimClient reader =
        server.clientWith(
            server.account(), java.util.EnumSet.of(dev.usher.directory.account.Scope.SCIM_READ));
    for (String path : List.of("/auditevents", "/AUDITEVENTS", "/invitations")) {
      assertThat(reader.get(path).status()).as(path).isEqualTo(403);
    }
    assertThat(reader.post("/users", "{\"userName\": \"x\"}").status()).isEqualTo(403);
  }

  private static List<String> schemas(JsonNode resource) {
    List<String> urns = new ArrayList<>();
    resource.path("schemas").forEach(urn -> urns.add(urn.asText()));
    return urns;
  }

  private HttpResponse<String> options(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.scim() + path))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}

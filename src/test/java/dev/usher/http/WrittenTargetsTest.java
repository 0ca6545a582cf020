package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request targets as clients put them together. */
class WrittenTargetsTest {
  private final TestServer server = TestServer.shared();
  private final TestAccount account = server.account("activation=direct");
  private final ScimClient client = account.client();
  private final String plus = client.createUser("a+b@example.com").id();
  private final String space = client.createUser("a b@example.com").id();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scim/v2//Users",
        "//scim/v2/Users",
        "/scim//v2/Users",
        "/scim/v2/Users//",
        "/scim/v2///Users?count=1",
        "/scim/v2/Users//%s",
        "/scim/v2//Users/%s/",
        "/scim/v2//ServiceProviderConfig",
        "/scim/v2//Schemas",
        "/scim/v2//ResourceTypes//User"
      })
  void emptySegmentsAreAsIfTheyWereNotThere(String target) throws Exception {
    RawConnection.Answer answer = get(target.formatted(plus), account.token());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    RawConnection.Answer refused = get(target.formatted(plus), "wrong");
    refused.assertError(401, null);
  }

  @Test
  void emptySegmentsAreNothingOutsideOfScimEither() throws Exception {
    assertThat(get("//health//live", "x").status()).isEqualTo(200);
  }

  @Test
  void emptySegmentsInPathsOfBulkAreNothingEither() {
    Answer bulk =
        client.post(
            "/Bulk",
            """
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [
              {"method": "POST", "path": "//Users", "bulkId": "1", "data": {"userName": "x"}},
              {"method": "DELETE", "path": "/Users//%s"}]}"""
                .formatted(plus));
    assertThat(bulk.text("/Operations/0/status")).as("%s", bulk.body()).isEqualTo("201");
    assertThat(bulk.text("/Operations/1/status")).isEqualTo("204");
  }

  @ParameterizedTest
  @CsvSource({
    "filter=userName%20eq%20%22a+b@example.com%22, a+b@example.com",
    "filter=userName%20eq%20%22a%2Bb@example.com%22, a+b@example.com",
    "filter=userName+eq+%22a+b@example.com%22, a b@example.com",
    "filter=userName+eq+%22a%2Bb@example.com%22, a+b@example.com",
    "filter=userName%20eq%20%22a%20b@example.com%22, a b@example.com"
  })
  void aPlusIsASpaceUnlessSpacesAreWrittenOtherwise(String query, String userName)
      throws Exception {
    JsonNode found =
        new ObjectMapper().readTree(get("/scim/v2/Users?" + query, account.token()).body());
    assertThat(found.path("totalResults").asInt()).as("%s", found).isOne();
    assertThat(found.at("/Resources/0/userName").asText()).isEqualTo(userName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "GZIP", "identity, gzip"})
  void aBodyInAContentCodingIsRefused(String coding) throws Exception {
    String body = "{\"userName\": \"coded\"}";
    try (RawConnection connection = new RawConnection(server.root().getPort())) {
      connection.head(
          "POST /scim/v2/Users HTTP/1.1",
          "Host: localhost",
          "Authorization: Bearer " + account.token(),
          "Content-Type: application/scim+json",
          "Content-Encoding: " + coding,
          "Content-Length: " + body.length());
      RawConnection.Answer answer = connection.send(body).answer().assertError(415, null);
      assertThat(answer.body()).contains("Content-Encoding");
    }
    assertThat(client.find("/Users", "userName eq \"coded\"").text("/totalResults")).isEqualTo("0");
  }

  @Test
  void aTokenRequestInAContentCodingIsRefusedAsOauthHasIt() throws Exception {
    String body = "grant_type=client_credentials";
    try (RawConnection connection = new RawConnection(server.root().getPort())) {
      connection.head(
          "POST /oauth/token HTTP/1.1",
          "Host: localhost",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Encoding: gzip",
          "Content-Length: " + body.length());
      RawConnection.Answer answer = connection.send(body).answer();
      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.body()).contains("\"error\"");
    }
  }

  @Test
  void theCodingIdentityIsNone() {
    Answer created =
        client.post("/Users", "{\"userName\": \"plain\"}", "Content-Encoding", "identity");
    assertThat(created.status()).isEqualTo(201);
    assertThat(client.get("/Users/" + space, "Content-Encoding", "gzip").status()).isEqualTo(200);
  }

  private RawConnection.Answer get(String target, String token) throws IOException {
    try (RawConnection connection = new RawConnection(server.root().getPort())) {
      connection.head(
          "GET " + target + " HTTP/1.1", "Host: localhost", "Authorization: Bearer " + token);
      return connection.answer();
    }
  }
}

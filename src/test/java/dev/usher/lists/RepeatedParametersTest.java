package dev.usher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parameter that comes twice: lists are joined, the others refused. */
class RepeatedParametersTest {
  private final ScimClient client = TestServer.shared().account("activation=direct").client();
  private final Answer ada =
      client.createUser("ada", "\"title\": \"Dr\"", "\"nickName\": \"A\"", "\"locale\": \"en\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter=userName+eq+%22ada%22&filter=title+pr",
        "sortBy=userName&sortBy=title",
        "sortBy=userName&sortOrder=ascending&sortOrder=descending",
        "startIndex=1&startIndex=2",
        "count=1&count=2",
        "count=1&count=1",
        "cursor=&cursor="
      })
  void oneThatHasOneValueIsRefused(String query) {
    for (String endpoint :
        new String[] {"/Users", "/Groups", "/Roles", "/AuditEvents", "/Invitations"}) {
      Answer answer = client.get(endpoint + "?" + query);
      assertThat(answer.status()).as("%s?%s %s", endpoint, query, answer.body()).isEqualTo(400);
      assertThat(answer.text("/scimType")).isEqualTo("invalidValue");
      assertThat(answer.text("/detail"))
          .contains(query.substring(query.lastIndexOf('&') + 1).split("=")[0]);
    }
  }

  @Test
  void listsOfAttributesAreJoined() {
    for (String path : new String[] {"/Users/" + ada.id(), "/Users"}) {
      Answer only = client.get(path + "?attributes=title&attributes=nickName,locale");
      var resource = path.equals("/Users") ? only.body().at("/Resources/0") : only.body();
      assertThat(resource.has("title") && resource.has("nickName") && resource.has("locale"))
          .as("%s", only.body())
          .isTrue();
      assertThat(resource.has("userName")).isFalse();

      Answer without = client.get(path + "?excludedAttributes=title&excludedAttributes=nickName");
      var rest = path.equals("/Users") ? without.body().at("/Resources/0") : without.body();
      assertThat(rest.has("title") || rest.has("nickName")).isFalse();
      assertThat(rest.has("locale")).isTrue();
    }
  }

  @Test
  void unknownParametersMayComeAsOftenAsTheyLike() {
    assertThat(client.get("/Users?x=1&x=2&aadOptscim062020&aadOptscim062020").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"filter\": \"userName eq \\\"ada\\\"\", \"Filter\": \"title pr\"}",
        "{\"filter\": \"userName eq \\\"ada\\\"\", \"filter\": \"title pr\"}",
        "{\"count\": 1, \"count\": 2}",
        "{\"filter\": [\"userName eq \\\"ada\\\"\", \"title pr\"]}"
      })
  void aSearchBodyThatRepeatsAMemberIsRefused(String body) {
    for (String path :
        new String[] {"/Users/.search", "/Groups/.search", "/.search", "/Roles/.search"}) {
      Answer answer = client.post(path, body);
      assertThat(answer.status()).as("%s %s", path, answer.body()).isEqualTo(400);
    }
  }

  @Test
  void aSearchBodyMayNameItsListsInTwoCases() {
    Answer only =
        client.post(
            "/Users/.search", "{\"attributes\": [\"title\"], \"Attributes\": \"nickName\"}");
    assertThat(only.body().at("/Resources/0").has("title")).as("%s", only.body()).isTrue();
    assertThat(only.body().at("/Resources/0").has("nickName")).isTrue();
  }

  @Test
  void theQueryOfABulkOperationFollowsTheSameRules() {
    Answer bulk =
        client.post(
            "/Bulk",
            """
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [
              {"method": "PATCH", "path": "/Users/%s?attributes=title&attributes=nickName",
               "data": {"Operations": []}}]}"""
                .formatted(ada.id()));
    assertThat(bulk.text("/Operations/0/response/title")).as("%s", bulk.body()).isEqualTo("Dr");
    assertThat(bulk.text("/Operations/0/response/nickName")).isEqualTo("A");
  }
}

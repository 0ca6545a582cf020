package dev.usher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A total is remembered for a moment, but never without what was answered before. */
class OwnWritesInTotalsTest {
  private ScimClient client;
  private String ada;
  private String group;

  @BeforeEach
  void usersAndAGroup() {
    client = TestServer.shared().account("activation=direct").client();
    ada = client.createUser("ada").id();
    String bob = client.createUser("bob").id();
    client.createUser("cyd");
    group =
        client
            .post(
                "/Groups",
                "{\"displayName\": \"Lynx\", \"members\": [{\"value\": \"%s\"}, {\"value\": \"%s\"}]}"
                    .formatted(ada, bob))
            .id();
    assertGood(client.post("/Groups", "{\"displayName\": \"Mole\"}"));
  }

  @Test
  void whoeverCameOrLeftIsCounted() {
    assertTotal("/Users", "", 3);
    String dan = client.createUser("dan").id();
    assertTotal("/Users", "", 4);
    assertTotal("", "", 6);
    assertThat(client.delete("/Users/" + dan).status()).isEqualTo(204);
    assertTotal("/Users", "", 3);
    assertTotal("", "", 5);
    assertGood(
        client.post(
            "/Bulk",
            "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"], \"Operations\": ["
                + "{\"method\": \"POST\", \"path\": \"/Users\", \"bulkId\": \"1\", \"data\": "
                + "{\"userName\": \"eve@example.org\"}},"
                + "{\"method\": \"POST\", \"path\": \"/Users\", \"bulkId\": \"2\", \"data\": "
                + "{\"userName\": \"fay@example.org\"}}]}"));
    assertTotal("/Users", "", 5);
  }

  @Test
  void whoeverFulfilsAConditionNowIsCounted() {
    assertTotal("/Users", "active eq true", 3);
    patch("/Users/" + ada, "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}");
    assertTotal("/Users", "active eq true", 2);
    patch("/Users/" + ada, "{\"op\": \"replace\", \"path\": \"active\", \"value\": true}");
    assertTotal("/Users", "active eq true", 3);
  }

  @Test
  void membersAndGroupsAreCounted() {
    String members = "groups.value eq \"%s\"".formatted(group);
    assertTotal("/Users", members, 2);
    assertTotal("/Groups", "", 2);
    patch(
        "/Groups/" + group,
        "{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}".formatted(ada));
    assertTotal("/Users", members, 1);
    patch(
        "/Groups/" + group, "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"Ape\"}");
    assertTotal("/Groups", "displayName eq \"Lynx\"", 0);
    assertThat(client.delete("/Groups/" + group).status()).isEqualTo(204);
    assertTotal("/Groups", "", 1);
  }

  @Test
  void eventsAreCounted() {
    int before = total("/AuditEvents", "");
    client.createUser("dan");
    assertThat(total("/AuditEvents", "")).isGreaterThan(before);
  }

  private void patch(String path, String operation) {
    assertGood(
        client.patch(
            path,
            "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": [%s]}"
                .formatted(operation)));
  }

  private void assertTotal(String endpoint, String filter, int wanted) {
    assertThat(total(endpoint, filter)).as(endpoint + " " + filter).isEqualTo(wanted);
    assertThat(total(endpoint, filter)).as("once more").isEqualTo(wanted);
  }

  /** Of a page that shows none of them, so that they are counted. */
  private int total(String endpoint, String filter) {
    String parameters =
        filter.isEmpty()
            ? ""
            : "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
    Answer answer = client.get((endpoint.isEmpty() ? "/" : endpoint) + "?count=0" + parameters);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return Integer.parseInt(answer.text("/totalResults"));
  }

  private static void assertGood(Answer answer) {
    assertThat(answer.status() / 100).as(answer.body().toString()).isEqualTo(2);
  }
}

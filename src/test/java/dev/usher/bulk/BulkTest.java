package dev.usher.bulk;

import static dev.usher.bulk.BulkClient.delete;
import static dev.usher.bulk.BulkClient.detail;
import static dev.usher.bulk.BulkClient.group;
import static dev.usher.bulk.BulkClient.id;
import static dev.usher.bulk.BulkClient.members;
import static dev.usher.bulk.BulkClient.on;
import static dev.usher.bulk.BulkClient.patch;
import static dev.usher.bulk.BulkClient.post;
import static dev.usher.bulk.BulkClient.results;
import static dev.usher.bulk.BulkClient.statuses;
import static dev.usher.bulk.BulkClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.account.Scope;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations in one request (RFC 7644 §3.7). */
class BulkTest {
  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final ScimClient client = account.client();
  private final BulkClient bulk = new BulkClient(client);

  @Test
  void everyMethodWorksOnUsersAndGroups() {
    String ada = client.createUser("ada").id();
    String eve = client.createUser("eve").id();
    String readers = client.post("/Groups", "{\"displayName\": \"Readers\"}").id();
    String leavers = client.post("/Groups", "{\"displayName\": \"Leavers\"}").id();

    Answer answer =
        bulk.send(
            user("bob", "bob"),
            on("PUT", "/Users/" + ada, "{\"userName\": \"ada2\"}"),
            patch(
                "/Users/" + ada,
                "{\"op\": \"replace\", \"path\": \"nickName\", \"value\": \"Countess\"}"),
            delete("/Users/" + eve),
            group("writers", "Writers", members(ada)),
            on("PUT", "/Groups/" + readers, "{\"displayName\": \"Lectors\"}"),
            patch(
                "/Groups/" + readers,
                "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                    .formatted(ada)),
            delete("/Groups/" + leavers));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/scim+json");
    assertThat(answer.body().path("schemas").toString())
        .isEqualTo("[\"urn:ietf:params:scim:api:messages:2.0:BulkResponse\"]");
    assertThat(statuses(answer))
        .containsExactly("201", "200", "200", "204", "201", "200", "200", "204");
    assertThat(client.get("/Users/" + id(answer, 0)).text("/userName")).isEqualTo("bob");
    Answer changed = client.get("/Users/" + ada);
    assertThat(changed.text("/userName")).isEqualTo("ada2");
    assertThat(changed.text("/nickName")).isEqualTo("Countess");
    assertThat(client.get("/Users/" + eve).status()).isEqualTo(404);
    assertThat(client.get("/Groups/" + id(answer, 4)).text("/members/0/value")).isEqualTo(ada);
    Answer lectors = client.get("/Groups/" + readers);
    assertThat(lectors.text("/displayName")).isEqualTo("Lectors");
    assertThat(lectors.text("/members/0/value")).isEqualTo(ada);
    assertThat(client.get("/Groups/" + leavers).status()).isEqualTo(404);
  }

  @Test
  void aResultHasMethodBulkIdLocationVersionAndStatusAndNoResource() {
    Answer answer = bulk.send(user("qwerty", "alice"));

    JsonNode result = results(answer).get(0);
    String id = client.find("/Users", "userName eq \"alice\"").text("/Resources/0/id");
    assertThat(result.toString())
        .isEqualTo(
            ("{\"method\":\"POST\",\"bulkId\":\"qwerty\",\"version\":\"W/\\\"1\\\"\","
                    + "\"location\":\"%s/Users/%s\",\"status\":\"201\"}")
                .formatted(client.base(), id));
  }

  @Test
  void aDeleteAndAFailedChangeHaveTheLocationOfTheirResourceAndNoVersion() {
    String ada = client.createUser("ada").id();
    String nobody = "01a20a16-e6f6-770c-b73a-fee8ea785eb0";

    Answer answer = bulk.send(delete("/Users/" + ada), delete("/Users/" + nobody));

    assertThat(statuses(answer)).containsExactly("204", "404");
    assertThat(results(answer))
        .extracting(result -> result.path("location").asText())
        .containsExactly(client.base() + "/Users/" + ada, client.base() + "/Users/" + nobody);
    assertThat(results(answer)).noneMatch(result -> result.has("version"));
  }

  @Test
  void whatFailsHasTheErrorThatItWouldHaveAloneAndTheOthersGoOn() {
    client.createUser("taken");

    Answer answer =
        bulk.send(
            user("a", "first"),
            user("b", "taken"),
            user("c", "third", "\"%s\": {\"organization\": \"NO\"}".formatted(ScimClient.USHER)),
            post("/Users", "d", "{\"nickName\": \"nameless\"}"),
            user("e", "fifth"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(statuses(answer)).containsExactly("201", "409", "400", "400", "201");
    JsonNode refused = results(answer).get(1);
    assertThat(refused.at("/response/schemas").toString())
        .isEqualTo("[\"urn:ietf:params:scim:api:messages:2.0:Error\"]");
    assertThat(refused.at("/response/status").textValue()).isEqualTo("409");
    assertThat(refused.at("/response/scimType").textValue()).isEqualTo("uniqueness");
    assertThat(detail(answer, 1)).contains("taken");
    assertThat(refused.has("location")).isFalse();
    assertThat(detail(answer, 2)).contains("NO");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("3");
  }

  @Test
  void twoOfOneNameInOneBulkAreOneUser() {
    Answer answer = bulk.send(user("a", "twin"), user("b", "Twin"), user("c", "other"));

    assertThat(statuses(answer)).containsExactly("201", "409", "201");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("2");
  }

  @Test
  void aMalformedOperationFailsAlone() {
    Answer answer =
        bulk.send(
            "42",
            "{\"path\": \"/Users\", \"bulkId\": \"a\", \"data\": {}}",
            "{\"method\": \"GET\", \"path\": \"/Users\"}",
            "{\"method\": \"POST\", \"bulkId\": \"b\", \"data\": {}}",
            "{\"method\": \"POST\", \"path\": \"/Users\", \"data\": {\"userName\": \"x\"}}",
            "{\"method\": \"POST\", \"path\": \"/Users\", \"bulkId\": \"c\"}",
            "{\"method\": \"PATCH\", \"path\": \"/Users/1\", \"data\": [1]}",
            post("/Users", "d", "{\"userName\": {\"not\": \"a text\"}}"),
            user("ok", "fine"));

    assertThat(statuses(answer))
        .containsExactly("400", "400", "400", "400", "400", "400", "400", "400", "201");
    assertThat(results(answer).get(2).path("method").asText()).isEqualTo("GET");
    assertThat(detail(answer, 4)).contains("bulkId");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("1");
  }

  @Test
  void pathsThatAreNotThereAre404AndMethodsThatAreNotOffered405() {
    String ada = client.createUser("ada").id();

    Answer answer =
        bulk.send(
            post("/Nothing", "a", "{}"),
            delete("/Users/nonsense"),
            post("/Users/" + ada, "b", "{\"userName\": \"x\"}"),
            on("PUT", "/Users", "{\"userName\": \"x\"}"),
            delete("/Groups"),
            delete("/Organizations/OG-1"),
            post("/Bulk", "c", "{}"),
            post("/Users/.search", "d", "{}"),
            on("PATCH", "/Invitations/" + ada, "{}"));

    assertThat(statuses(answer))
        .containsExactly("404", "404", "405", "405", "405", "405", "405", "405", "405");
  }

  @Test
  void namesAreReadInAnyCaseAndPathsMayBeAbsolute() {
    Answer answer =
        client.post(
            "/Bulk",
            """
            {"Schemas": ["%s"], "operations": [
              {"Method": "post", "Path": "%s/Users", "BULKID": "a", "Data": {"userName": "ada"}}]}"""
                .formatted(BulkClient.REQUEST, client.base()));

    assertThat(statuses(answer)).containsExactly("201");
  }

  @Test
  void aVersionIsComparedAsIfMatchIs() {
    Answer ada = client.createUser("ada");
    String change =
        "{\"method\": \"PATCH\", \"path\": \"/Users/%s\", \"version\": %s, \"data\":"
            + " {\"Operations\": [{\"op\": \"replace\", \"path\": \"nickName\", \"value\": \"%s\"}]}}";
    String first = ScimClient.quote(ada.text("/meta/version"));

    Answer answer =
        bulk.send(
            change.formatted(ada.id(), first, "one"), change.formatted(ada.id(), first, "two"));

    assertThat(statuses(answer)).containsExactly("200", "412");
    assertThat(results(answer).get(0).path("version").asText()).isEqualTo("W/\"2\"");
    assertThat(client.get("/Users/" + ada.id()).text("/nickName")).isEqualTo("one");
  }

  @Test
  void resultsHaveBodiesWhenAttributesAreChosenForOneOrForAll() {
    Answer one =
        bulk.send(
            post("/Users?attributes=userName", "a", "{\"userName\": \"ada\", \"nickName\": \"A\"}"),
            user("b", "bob"),
            post("/Groups?excludedAttributes=externalId", "c", "{\"displayName\": \"C\"}"));
    assertThat(results(one).get(0).path("response").properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactlyInAnyOrder("schemas", "id", "userName");
    assertThat(results(one).get(1).has("response")).isFalse();
    assertThat(results(one).get(2).at("/response/displayName").asText()).isEqualTo("C");

    Answer all =
        client.post(
            "/Bulk?excludedAttributes=meta",
            BulkClient.message(List.of(user("d", "dan"), group("e", "E", members("bulkId:d")))));
    assertThat(results(all).get(0).at("/response/userName").asText()).isEqualTo("dan");
    assertThat(results(all).get(0).path("response").has("meta")).isFalse();
    assertThat(results(all).get(1).at("/response/members/0/value").asText()).isEqualTo(id(all, 0));

    assertThat(statuses(bulk.send(post("/Users?attributes=id&excludedAttributes=id", "f", "{}"))))
        .containsExactly("400");
  }

  @Test
  void afterSoManyErrorsTheRestIsNeitherDoneNorAnswered() {
    client.createUser("taken");

    Answer answer =
        bulk.failingOn(
            2,
            user("a", "one"),
            user("b", "taken"),
            user("c", "two"),
            delete("/Users/nobody"),
            user("d", "three"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(statuses(answer)).containsExactly("201", "409", "201", "404");
    assertThat(client.find("/Users", "userName eq \"three\"").text("/totalResults")).isEqualTo("0");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Operations\": []}",
        "{\"schemas\": [], \"Operations\": []}",
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": []}",
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"]}",
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
            + " \"Operations\": {}}",
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
            + " \"failOnErrors\": 0, \"Operations\": []}",
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
            + " \"failOnErrors\": \"many\", \"Operations\": []}"
      })
  void aMessageThatIsNoBulkIsRefused(String message) {
    Answer answer = client.post("/Bulk", message);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/schemas/0")).endsWith(":Error");
  }

  @Test
  void nothingInNothingOut() {
    Answer answer = bulk.send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("Operations").isArray()).isTrue();
    assertThat(results(answer)).isEmpty();
  }

  @Test
  void aThousandOperationsAreDone() {
    Answer answer =
        bulk.send(IntStream.range(0, 1_000).mapToObj(i -> user("b" + i, "user" + i)).toList());

    assertThat(statuses(answer)).hasSize(1_000).containsOnly("201");
    assertThat(results(answer))
        .extracting(result -> result.path("bulkId").asText())
        .containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "b" + i).toList());
    assertThat(account.number("SELECT COUNT(*) FROM user WHERE account_id = ?")).isEqualTo(1_000);
    assertThat(
            account.number(
                "SELECT COUNT(DISTINCT transaction_id) FROM audit_event WHERE account_id = ?"
                    + " AND action = 'user.created'"))
        .isEqualTo(1_000);
  }

  @Test
  void oneMoreThanAThousandIs413AndNothingIsDone() {
    Answer answer =
        bulk.send(IntStream.range(0, 1_001).mapToObj(i -> user("b" + i, "user" + i)).toList());

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("/status")).isEqualTo("413");
    assertThat(answer.text("/detail")).contains("1000", "1001");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("0");
  }

  @Test
  void tenMebibytesAndAByteAre413WhileAGroupMayBeLarger() {
    String empty = BulkClient.message(List.of());
    int limit = 10 << 20;

    assertThat(client.post("/Bulk", padded(empty, limit)).status()).isEqualTo(200);
    Answer tooLarge = client.post("/Bulk", padded(empty, limit + 1));
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.text("/detail")).contains("10485760");
    assertThat(client.post("/Groups", padded("{\"displayName\": \"x\"}", limit + 1)).status())
        .isEqualTo(201);
  }

  @Test
  void aChunkedBodyIsCountedToo() throws Exception {
    byte[] message =
        padded(BulkClient.message(List.of()), (10 << 20) + 1).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(client.base() + "/Bulk"))
            .header("Authorization", "Bearer " + client.token())
            .header("Content-Type", "application/scim+json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(message)))
            .build();

    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("maxPayloadSize");
  }

  private static String padded(String json, int length) {
    return json + " ".repeat(length - json.length());
  }

  @Test
  void theLimitsAreAnnounced() {
    assertThat(client.get("/ServiceProviderConfig").body().path("bulk").toString())
        .isEqualTo("{\"supported\":true,\"maxOperations\":1000,\"maxPayloadSize\":10485760}");
  }

  @Test
  void bulkIsAPost() {
    assertThat(client.get("/Bulk").status()).isEqualTo(405);
  }

  @Test
  void invitationsNeedTheirScopeOperationByOperation() {
    ScimClient invited = TestServer.shared().account().client();
    TestAccount inviting = TestServer.shared().account();
    String gone = inviting.client().createUser("gone", "\"active\": false").id();
    String send = post("/Invitations", "i", "{\"user\": {\"value\": \"%s\"}}".formatted(gone));
    ScimClient without = TestServer.shared().clientWith(inviting, EnumSet.of(Scope.SCIM));
    assertThat(statuses(new BulkClient(without).send(send, user("a", "ada"))))
        .containsExactly("403", "201");

    Answer answer =
        new BulkClient(inviting.client())
            .send(send, delete("/Invitations/bulkId:i"), delete("/Invitations/" + gone));

    assertThat(statuses(answer)).containsExactly("201", "204", "404");
    assertThat(inviting.client().get("/Invitations/" + id(answer, 0)).text("/status"))
        .isEqualTo("revoked");
    assertThat(statuses(new BulkClient(invited).send(send))).containsExactly("400");
  }

  @Test
  void peopleOfABulkAreInvitedWithOneMailEach() {
    TestAccount inviting = TestServer.shared().account();
    BulkClient sender = new BulkClient(inviting.client());

    Answer answer =
        sender.send(
            IntStream.range(0, 120)
                .mapToObj(i -> user("b" + i, "user" + i + "@example.org"))
                .toList());

    assertThat(statuses(answer)).containsOnly("201");
    assertThat(inviting.number("SELECT COUNT(*) FROM outbox WHERE account_id = ?")).isEqualTo(120);
    assertThat(
            inviting.number(
                "SELECT COUNT(*) FROM invitation WHERE account_id = ? AND generation = 1"
                    + " AND status = 'pending'"))
        .isEqualTo(120);
  }

  @Test
  void anotherAccountsResourcesAreNotThere() {
    ScimClient theirs = TestServer.shared().account("activation=direct").client();
    String user = theirs.createUser("secret").id();
    String group = theirs.post("/Groups", "{\"displayName\": \"Secret\"}").id();

    Answer answer =
        bulk.send(
            delete("/Users/" + user),
            on("PUT", "/Users/" + user, "{\"userName\": \"mine\"}"),
            patch("/Groups/" + group, "{\"op\": \"remove\", \"path\": \"externalId\"}"),
            delete("/Groups/" + group),
            group("a", "Ours", members(user)));

    assertThat(statuses(answer)).containsExactly("404", "404", "404", "404", "400");
    assertThat(theirs.get("/Users/" + user).status()).isEqualTo(200);
    assertThat(theirs.get("/Groups/" + group).status()).isEqualTo(200);
  }
}

package dev.usher.invitations;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.account.Scope;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvitationsTest {
  private static final String DEACTIVATE =
      "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}";

  private final TestAccount account = TestServer.shared().account();
  private final ScimClient client = account.client();

  @Test
  void aPersonComesBackWithRolesAndLicensesByANewInvitation() {
    String id =
        client
            .createUser(
                "ada@example.com",
                "\"" + USHER + "\": {\"licenses\": [\"KSE\"], \"accountRole\": \"ACCOUNT_ADMIN\"}")
            .id();
    String first = Links.of(client, id);
    assertThat(Links.accept(first).statusCode()).isEqualTo(200);
    assertThat(
            client
                .createUser("boss@example.com", "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]")
                .status())
        .isEqualTo(201);
    String boss = client.find("/Users", "userName eq \"boss@example.com\"").text("/Resources/0/id");
    Links.accept(Links.of(client, boss));
    Answer gone = client.patchOps("/Users/" + id, DEACTIVATE);
    assertThat(gone.lacks("/" + USHER + "/licenses")).isTrue();
    assertThat(gone.text("/" + USHER + "/invitation/status")).isEqualTo("accepted");

    Answer sent = send(id);

    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.text("/user/value")).isEqualTo(id);
    assertThat(sent.text("/status")).isEqualTo("pending");
    assertThat(sent.header("Location")).endsWith("/Invitations/" + sent.id());
    assertThat(Links.accept(first).statusCode()).isEqualTo(404);
    String second = Links.of(client, id);
    assertThat(second).isNotEqualTo(first);
    assertThat(Links.accept(second).statusCode()).isEqualTo(200);
    Answer back = client.get("/Users/" + id);
    assertThat(back.text("/" + USHER + "/status")).isEqualTo("Active");
    assertThat(back.text("/" + USHER + "/licenses/0")).isEqualTo("KSE");
    assertThat(back.text("/" + USHER + "/accountRole")).isEqualTo("ACCOUNT_ADMIN");
  }

  @Test
  void openingALinkNeverUsesItUp() {
    String id = client.createUser("ada@example.com").id();
    String link = Links.of(client, id);

    assertThat(Links.open(link).statusCode()).isEqualTo(200);
    assertThat(Links.open(link).statusCode()).isEqualTo(200);
    assertThat(status(id)).isEqualTo("Pending");
    assertThat(Links.accept(link).statusCode()).isEqualTo(200);
    assertThat(Links.open(link).statusCode()).isEqualTo(404);
  }

  @Test
  void ofTwoWhoAcceptAtOnceOneWins() throws Exception {
    for (int round = 0; round < 5; round++) {
      String id = client.createUser("ada" + round + "@example.com").id();
      String link = Links.of(client, id);

      List<Integer> answers =
          together(IntStream.range(0, 4).mapToObj(i -> accepting(link)).toList());

      assertThat(answers).containsOnlyOnce(200).containsOnly(200, 404);
      assertThat(status(id)).isEqualTo("Active");
    }
  }

  @Test
  void acceptingAndDeactivatingAtOnceEndsActiveOnlyIfAcceptingCameLast() throws Exception {
    for (int round = 0; round < 5; round++) {
      String id = client.createUser("ada" + round + "@example.com").id();
      String link = Links.of(client, id);

      together(
          List.of(accepting(link), () -> client.patchOps("/Users/" + id, DEACTIVATE).status()));

      // Deactivating is never refused, and a deactivated person's link is dead.
      assertThat(status(id)).isEqualTo("Inactive");
      assertThat(Links.accept(link).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aResendWithinAMinuteIsToldWhenToTryAgain() {
    String id = client.createUser("ada@example.com").id();

    Answer hasty = send(id);

    assertThat(hasty.status()).isEqualTo(429);
    assertThat(Integer.parseInt(hasty.header("Retry-After"))).isBetween(1, 60);
  }

  @Test
  void anotherAddressMakesAnotherLink() {
    String id = client.createUser("ada@example.com").id();
    String first = Links.of(client, id);
    client.patchOps(
        "/Users/" + id,
        "{\"op\": \"add\", \"path\": \"emails\", \"value\": [{\"value\": \"lovelace@example.com\"}]}");

    assertThat(Links.open(first).statusCode()).isEqualTo(404);
    assertThat(Links.open(Links.of(client, id)).body()).contains("lovelace@example.com");
    assertThat(client.find("/Invitations", "status eq \"superseded\"").text("/totalResults"))
        .isEqualTo("1");
  }

  @Test
  void whoHasNoAddressIsInvitedByACopiedLink() {
    String id = client.createUser("ada").id();

    assertThat(account.number("SELECT COUNT(*) FROM outbox WHERE account_id = ?")).isZero();
    assertThat(Links.accept(Links.of(client, id)).statusCode()).isEqualTo(200);
  }

  @Test
  void aRevokedInvitationKeepsThePersonPendingAndReadsRevoked() {
    String id = client.createUser("ada@example.com").id();
    String link = Links.of(client, id);
    String etag = client.get("/Users/" + id).header("ETag");
    String invitation =
        client.find("/Invitations", "user.value eq \"" + id + "\"").text("/Resources/0/id");

    assertThat(client.delete("/Invitations/" + invitation).status()).isEqualTo(204);
    assertThat(client.delete("/Invitations/" + invitation).status()).isEqualTo(204);

    Answer user = client.get("/Users/" + id);
    assertThat(user.text("/" + USHER + "/invitation/status")).isEqualTo("revoked");
    assertThat(user.text("/" + USHER + "/status")).isEqualTo("Pending");
    assertThat(user.header("ETag")).isNotEqualTo(etag);
    assertThat(Links.open(link).statusCode()).isEqualTo(404);
    assertThat(Links.of(client, id)).isEmpty();
  }

  @Test
  void theLinkIsForThoseWhoAskByNameAndMayInvite() {
    String id = client.createUser("ada@example.com").id();
    ScimClient provisioning = TestServer.shared().clientWith(account, EnumSet.of(Scope.SCIM));

    Answer copied = Links.copy(client, id);
    assertThat(copied.header("Cache-Control")).isEqualTo("no-store");
    assertThat(copied.text("/" + USHER + "/invitation/link"))
        .startsWith(TestServer.shared().root() + "/invitations/");
    assertThat(Links.copy(provisioning, id).status()).isEqualTo(403);
    for (String path :
        List.of(
            "/Users/" + id,
            "/Users",
            "/Users?attributes=" + USHER + ":invitation.link",
            "/Users/" + id + "?attributes=" + USHER + ":invitation",
            "/Invitations")) {
      assertThat(client.get(path).body().toString()).as(path).doesNotContain("/invitations/");
    }
    assertThat(client.find("/Users", USHER + ":invitation.link pr").text("/scimType"))
        .isEqualTo("invalidFilter");
    assertThat(provisioning.get("/Invitations").status()).isEqualTo(403);
  }

  @Test
  void usersAreFoundByTheirInvitation() {
    String pending = client.createUser("ada@example.com").id();
    String accepted = client.createUser("bob@example.com").id();
    Links.accept(Links.of(client, accepted));

    assertThat(foundBy("status eq \"pending\"")).containsExactly(pending);
    assertThat(foundBy("status eq \"accepted\"")).containsExactly(accepted);
    assertThat(foundBy("acceptedAt pr")).containsExactly(accepted);
    assertThat(foundBy("sendCount eq 0")).containsExactlyInAnyOrder(pending, accepted);
    assertThat(foundBy("expiresAt gt \"2020-01-01T00:00:00Z\"")).hasSize(2);
    assertThat(foundBy("status eq \"expired\"")).isEmpty();
  }

  @Test
  void invitationsAreListedSortedAndPaged() {
    client.createUser("ada@example.com");
    client.createUser("bob@example.com");

    Answer page =
        client.get("/Invitations?sortBy=user.display&sortOrder=descending&startIndex=1&count=1");

    assertThat(page.text("/totalResults")).isEqualTo("2");
    assertThat(page.text("/Resources/0/user/display")).isEqualTo("bob@example.com");
    assertThat(client.find("/Invitations", "address sw \"ada\"").text("/totalResults"))
        .isEqualTo("1");
    assertThat(
            client
                .find("/Invitations", "status eq \"PENDING\" and sendCount lt 1")
                .text("/totalResults"))
        .isEqualTo("2");
    String id = page.text("/Resources/0/id");
    assertThat(client.get("/Invitations/" + id).text("/meta/location"))
        .isEqualTo(TestServer.shared().scim() + "/Invitations/" + id);
  }

  @Test
  void anotherAccountSeesNothingOfThem() {
    String user = client.createUser("ada@example.com").id();
    String invitation = client.get("/Invitations").text("/Resources/0/id");
    ScimClient stranger = TestServer.shared().account().client();

    assertThat(stranger.get("/Invitations/" + invitation).status()).isEqualTo(404);
    assertThat(stranger.delete("/Invitations/" + invitation).status()).isEqualTo(404);
    assertThat(stranger.get("/Invitations").text("/totalResults")).isEqualTo("0");
    assertThat(stranger.post("/Invitations", "{\"user\": {\"value\": \"" + user + "\"}}").status())
        .isEqualTo(400);
    assertThat(Links.copy(stranger, user).status()).isEqualTo(404);
  }

  private List<String> foundBy(String condition) {
    Answer found = client.find("/Users", USHER + ":invitation." + condition);
    assertThat(found.status()).as(condition).isEqualTo(200);
    return found.body().path("Resources").findValuesAsText("id");
  }

  private Answer send(String user) {
    return client.post("/Invitations", "{\"user\": {\"value\": \"" + user + "\"}}");
  }

  private String status(String id) {
    return client.get("/Users/" + id).text("/" + USHER + "/status");
  }

  private static Callable<Integer> accepting(String link) {
    return () -> {
      HttpResponse<String> answer = Links.accept(link);
      return answer.statusCode();
    };
  }

  private static List<Integer> together(List<Callable<Integer>> tasks) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Integer> answers = new java.util.ArrayList<>();
      for (Future<Integer> each : executor.invokeAll(tasks)) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      executor.shutdownNow();
    }
  }
}

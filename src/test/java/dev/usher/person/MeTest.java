package dev.usher.person;

import static dev.usher.testing.ScimClient.USHER;
import static dev.usher.testing.ScimClient.quote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.account.Scope;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /Me} (RFC 7644 §3.11), and what nobody may do to themself. */
class MeTest {
  private static final String DEMOTED =
      "{\"op\": \"replace\", \"path\": %s, \"value\": \"USER\"}"
          .formatted(quote(USHER + ":accountRole"));
  private static final String DEACTIVATED =
      "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}";
  private static final String TITLE =
      "{\"op\": \"replace\", \"path\": \"title\", \"value\": \"Countess\"}";

  private final SignIn signIn = new SignIn();
  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final String audience = "workspace-" + UUID.randomUUID();
  private final Answer admin = user("admin@example.org", "ACCOUNT_ADMIN");
  private final Answer other = user("other@example.org", "ACCOUNT_ADMIN");
  private final Answer plain = user("plain@example.org", "USER");

  @BeforeEach
  void trust() {
    signIn.trust(account, audience);
  }

  @AfterEach
  void close() {
    signIn.close();
  }

  @Test
  void meIsTheUserUnderTheirOwnLocation() {
    Answer me = person("plain@example.org").get("/Me");

    assertThat(me.status()).isEqualTo(200);
    assertThat(me.body()).isEqualTo(plain.body());
    String location = TestServer.shared().scim() + "/Users/" + plain.id();
    assertThat(me.header("Location")).isEqualTo(location);
    assertThat(me.header("Content-Location")).isEqualTo(location);
    assertThat(me.text("/meta/location")).isEqualTo(location);
    assertThat(me.header("ETag")).isEqualTo(me.text("/meta/version"));
  }

  @Test
  void meIsProjectedAndConditionalAsAUserIs() {
    ScimClient person = person("plain@example.org");

    assertThat(person.get("/Me?attributes=userName").lacks("/meta")).isTrue();
    assertThat(person.get("/Me", "If-None-Match", plain.header("ETag")).status()).isEqualTo(304);
    assertThat(person.get("/Me?attributes=" + USHER + ":invitation.link").status()).isEqualTo(403);
  }

  @Test
  void withoutAnAdministrativeRoleOneLooksAtOneselfAndDoesNothingElse() {
    ScimClient person = person("plain@example.org");

    for (String path :
        List.of(
            "/Users",
            "/Users/" + plain.id(),
            "/Me/",
            "/Me/x",
            "/Groups",
            "/Organizations",
            "/Schemas",
            "/ResourceTypes",
            "/ServiceProviderConfig",
            "/Invitations",
            "/AuditEvents",
            "/Nothing")) {
      boolean me = path.equals("/Me/");
      assertThat(person.get(path).status()).as(path).isEqualTo(me ? 200 : 403);
    }
    for (Answer refused :
        List.of(
            person.patchOps("/Me", TITLE),
            person.put("/Me", plain.body().toString()),
            person.delete("/Me"),
            person.post("/Me", "{}"),
            person.post("/Users/.search", "{}"),
            person.createUser("new"),
            person.delete("/Users/" + plain.id()))) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("/status")).isEqualTo("403");
    }
    assertThat(account.client().get("/Users/" + plain.id()).body()).isEqualTo(plain.body());
  }

  @Test
  void anAdministratorChangesThemselfAtMe() {
    ScimClient person = person("admin@example.org");

    Answer patched = person.patchOps("/Me", TITLE);
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.id()).isEqualTo(admin.id());
    assertThat(patched.text("/title")).isEqualTo("Countess");
    Answer stale = person.put("/Me", admin.body().toString(), "If-Match", admin.header("ETag"));
    assertThat(stale.status()).isEqualTo(412);
    Answer replaced = person.put("/Me", admin.body().toString());
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.lacks("/title")).isTrue();
    assertThat(replaced.header("Location")).endsWith("/Users/" + admin.id());
  }

  @Test
  void nobodyDeactivatesDemotesOrDeletesThemself() {
    ScimClient person = person("admin@example.org");
    String inactive = admin.body().toString().replace("\"active\":true", "\"active\":false");
    assertThat(inactive).contains("\"active\":false");

    for (String path : List.of("/Me", "/Users/" + admin.id())) {
      for (Answer refused :
          List.of(
              person.patchOps(path, DEACTIVATED),
              person.patchOps(path, DEMOTED),
              person.patchOps(path, "{\"op\": \"remove\", \"path\": \"roles\"}", DEMOTED),
              person.put(path, inactive),
              person.delete(path))) {
        assertThat(refused.status()).as(path).isEqualTo(409);
        assertThat(refused.text("/detail")).contains("themself");
      }
    }
    assertThat(account.client().get("/Users/" + admin.id()).body()).isEqualTo(admin.body());
    assertThat(
            account
                .client()
                .find(
                    "/AuditEvents",
                    "outcome eq \"refused\" and actor.value eq \"" + admin.id() + "\"")
                .text("/totalResults"))
        .isEqualTo("10");
  }

  @Test
  void anotherAdministratorMayBeDemotedAndDeleted() {
    ScimClient person = person("admin@example.org");

    assertThat(person.patchOps("/Users/" + other.id(), DEMOTED).status()).isEqualTo(200);
    assertThat(person.delete("/Users/" + other.id()).status()).isEqualTo(204);
  }

  @Test
  void aConnectorIsNobody() {
    for (Answer answer :
        List.of(
            account.client().get("/Me"),
            account.client().patchOps("/Me", TITLE),
            account.client().put("/Me", plain.body().toString()),
            account.client().post("/Me", "{}"),
            account.client().delete("/Me"))) {
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.text("/status")).isEqualTo("501");
    }
    ScimClient inviter = TestServer.shared().clientWith(account, EnumSet.of(Scope.INVITATIONS));
    assertThat(inviter.get("/Me").status()).isEqualTo(403);
  }

  private Answer user(String userName, String role) {
    Answer created =
        account
            .client()
            .createUser(userName, "\"" + USHER + "\": {\"accountRole\": \"" + role + "\"}");
    assertThat(created.status()).isEqualTo(201);
    return created;
  }

  private ScimClient person(String email) {
    return signIn.person(signIn.claims("sub-of-" + email, email, audience));
  }
}

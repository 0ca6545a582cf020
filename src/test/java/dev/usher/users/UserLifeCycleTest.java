package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import org.junit.jupiter.api.Test;

class UserLifeCycleTest {
  private static final String STATUS = "/" + USHER + "/status";
  private static final String DEACTIVATE =
      "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}";
  private static final String RESTORE =
      "{\"op\": \"replace\", \"path\": \"active\", \"value\": true}";

  private final ScimClient direct = TestServer.shared().account("activation=direct").client();
  private final ScimClient invite = TestServer.shared().account("activation=invite").client();

  @Test
  void aNewUserIsActiveWhereNobodyIsInvited() {
    Answer created = direct.createUser("ada@example.org");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text(STATUS)).isEqualTo("Active");
    assertThat(created.body().at("/active").booleanValue()).isTrue();
  }

  @Test
  void aNewUserIsPendingWherePeopleAreInvitedAndReadsActive() {
    Answer created = invite.createUser("ada@example.org");

    assertThat(created.text(STATUS)).isEqualTo("Pending");
    assertThat(created.body().at("/active").booleanValue()).isTrue();
  }

  @Test
  void aUserCreatedInactiveStaysOut() {
    Answer created = invite.createUser("ada@example.org", "\"active\": false");

    assertThat(created.text(STATUS)).isEqualTo("Inactive");
  }

  @Test
  void deactivatingAndRestoringComesBackToActive() {
    String path = "/Users/" + direct.createUser("ada@example.org").id();

    assertThat(direct.patchOps(path, DEACTIVATE).text(STATUS)).isEqualTo("Inactive");
    assertThat(direct.patchOps(path, RESTORE).text(STATUS)).isEqualTo("Active");
  }

  @Test
  void restoringWherePeopleAreInvitedInvitesAgain() {
    String path = "/Users/" + invite.createUser("ada@example.org").id();

    assertThat(invite.patchOps(path, DEACTIVATE).text(STATUS)).isEqualTo("Inactive");
    assertThat(invite.patchOps(path, RESTORE).text(STATUS)).isEqualTo("Pending");
  }

  @Test
  void aRequestThatChangesNothingKeepsVersionAndLastModified() {
    Answer created = direct.createUser("ada@example.org", "\"title\": \"Countess\"");
    Answer patched =
        direct.patchOps(
            "/Users/" + created.id(),
            RESTORE,
            "{\"op\": \"add\", \"path\": \"title\", \"value\": \"Countess\"}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.body().get("meta")).isEqualTo(created.body().get("meta"));
  }

  @Test
  void puttingBackWhatWasReadChangesNothing() {
    Answer created =
        direct.createUser(
            "ada@example.org",
            "\"name\": {\"familyName\": \"Lovelace\"}",
            "\"roles\": [{\"value\": \"USER\"}]",
            "\"" + USHER + "\": {\"licenses\": [\"KSE\"], \"projectRoles\": [\"ALL:TESTER\"]}");

    Answer put = direct.put("/Users/" + created.id(), created.body().toString());

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.body()).isEqualTo(created.body());
  }

  @Test
  void aDeletedUserIsGoneAndItsNameFree() {
    String id = direct.createUser("ada@example.org").id();

    assertThat(direct.delete("/Users/" + id).status()).isEqualTo(204);
    assertThat(direct.get("/Users/" + id).status()).isEqualTo(404);
    assertThat(direct.delete("/Users/" + id).status()).isEqualTo(404);
    Answer again = direct.createUser("ada@example.org");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.id()).isNotEqualTo(id);
  }

  @Test
  void inactiveUsersKeepTheirNameAndStayInLists() {
    String path = "/Users/" + direct.createUser("ada@example.org").id();
    direct.patchOps(path, DEACTIVATE);

    assertThat(direct.createUser("ADA@example.org").text("/scimType")).isEqualTo("uniqueness");
    assertThat(direct.find("/Users", "userName eq \"ada@EXAMPLE.org\"").text("/totalResults"))
        .isEqualTo("1");
  }
}

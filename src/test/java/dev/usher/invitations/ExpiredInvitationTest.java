package dev.usher.invitations;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpiredInvitationTest {
  private static final String CATALOGUE =
      """
      organizations: [{id: OG-1, displayName: Headquarters, default: true}]
      accountRoles: [{id: USER, displayName: User, default: true}]
      licenses: [{id: KSE, displayName: Studio, seats: 1}]
      """;

  private final TestAccount account = TestServer.shared().accountWith(CATALOGUE);
  private final ScimClient client = account.client();

  @Test
  void anExpiredInvitationReadsSoItsLinkIsDeadAndThePersonWaitsWithTheirSeats()
      throws SQLException {
    String id =
        client.createUser("ada@example.com", "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}").id();
    String link = Links.of(client, id);
    String etag = client.get("/Users/" + id).header("ETag");

    twoDaysPass();

    Answer user = client.get("/Users/" + id);
    assertThat(user.text("/" + USHER + "/invitation/status")).isEqualTo("expired");
    assertThat(user.text("/" + USHER + "/status")).isEqualTo("Pending");
    assertThat(user.body().path("active").asBoolean()).isTrue();
    assertThat(user.text("/" + USHER + "/licenses/0")).isEqualTo("KSE");
    assertThat(user.header("ETag")).isEqualTo(etag);
    assertThat(account.number("SELECT used FROM pool WHERE account_id = ?")).isEqualTo(1);
    assertThat(client.get("/Invitations").text("/Resources/0/status")).isEqualTo("expired");
    assertThat(client.find("/Invitations", "status eq \"expired\"").text("/totalResults"))
        .isEqualTo("1");
    assertThat(
            client
                .find("/Users", USHER + ":invitation.status eq \"pending\"")
                .text("/totalResults"))
        .isEqualTo("0");

    String neutral = Links.open(TestServer.shared().root() + "/invitations/nonsense").body();
    assertThat(Links.open(link).statusCode()).isEqualTo(404);
    assertThat(Links.open(link).body()).isEqualTo(neutral);
    assertThat(Links.accept(link).statusCode()).isEqualTo(404);
    assertThat(Links.accept(link).body()).isEqualTo(neutral);
    assertThat(Links.of(client, id)).isEmpty();
    assertThat(client.get("/Users/" + id).text("/" + USHER + "/status")).isEqualTo("Pending");
  }

  @Test
  void anotherInvitationAfterAnExpiredOneWorksAndTheOldLinkStaysDead() throws SQLException {
    String id = client.createUser("ada@example.com").id();
    String old = Links.of(client, id);
    twoDaysPass();

    assertThat(client.post("/Invitations", "{\"user\": {\"value\": \"" + id + "\"}}").status())
        .isEqualTo(201);

    assertThat(Links.accept(old).statusCode()).isEqualTo(404);
    assertThat(Links.accept(Links.of(client, id)).statusCode()).isEqualTo(200);
    assertThat(client.get("/Users/" + id).text("/" + USHER + "/status")).isEqualTo("Active");
  }

  @Test
  void theClockOfTheServerAloneDecidesWhatHasExpired() {
    String id = client.createUser("ada@example.com").id();
    try (TestServer later =
        TestServer.anotherAt(Clock.offset(Clock.systemUTC(), Duration.ofDays(30)))) {
      ScimClient then = new ScimClient(later.scim(), account.token());

      assertThat(then.get("/Users/" + id).text("/" + USHER + "/invitation/status"))
          .isEqualTo("expired");
      assertThat(
              then.find("/Users", "userName eq \"ada@example.com\"")
                  .text("/Resources/0/" + USHER + "/invitation/status"))
          .isEqualTo("expired");
      String sorted = "&sortBy=" + USHER + ":invitation.status";
      assertThat(
              then.get(
                      "/Users?filter=" + USHER + ":invitation.status%20eq%20%22expired%22" + sorted)
                  .text("/totalResults"))
          .isEqualTo("1");
      assertThat(then.get("/Invitations?sortBy=status").text("/Resources/0/status"))
          .isEqualTo("expired");
      assertThat(then.find("/Invitations", "status eq \"expired\"").text("/totalResults"))
          .isEqualTo("1");
      assertThat(then.find("/Invitations", "status eq \"pending\"").text("/totalResults"))
          .isEqualTo("0");
      assertThat(then.find("/", USHER + ":invitation.status eq \"expired\"").text("/totalResults"))
          .isEqualTo("1");
    }
    assertThat(client.get("/Users/" + id).text("/" + USHER + "/invitation/status"))
        .isEqualTo("pending");
  }

  /** As if the account's invitations had been made two days ago. */
  private void twoDaysPass() throws SQLException {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE invitation SET created_at = created_at - INTERVAL 2 DAY,"
                    + " expires_at = expires_at - INTERVAL 2 DAY WHERE account_id = ?")) {
      statement.setObject(1, account.id());
      statement.executeUpdate();
    }
  }
}

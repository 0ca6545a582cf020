package dev.usher.invitations;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the table of states and events; the invariants hold in the database after each. */
class StateMachineTest {
  private static final String CATALOGUE =
      """
      organizations: [{id: OG-1, displayName: Headquarters, default: true}]
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ACCOUNT_ADMIN, displayName: Account Admin, administrative: true}
      licenses: [{id: KSE, displayName: Studio, seats: 2}]
      """;

  private static final String SET_ACTIVE =
      "{\"op\": \"replace\", \"path\": \"active\", \"value\": %s}";
  private static final String MAIL =
      "{\"op\": \"replace\", \"path\": \"emails\", \"value\": [{\"value\": \"%s\"}]}";

  /** Every number that must be zero, whatever happened. */
  private static final Map<String, String> INVARIANTS =
      Map.of(
          "open invitations of people who are not Pending",
          """
          SELECT COUNT(*) FROM invitation i JOIN user u ON u.account_id = i.account_id AND u.id = i.user_id
          WHERE i.account_id = ? AND i.status = 'pending' AND u.status <> 'Pending'""",
          "people with two open invitations",
          """
          SELECT COUNT(*) FROM (SELECT user_id FROM invitation WHERE account_id = ? AND status = 'pending'
          GROUP BY user_id HAVING COUNT(*) > 1) twice""",
          "pools whose count is not the number of their seats held",
          """
          SELECT COUNT(*) FROM pool p WHERE p.account_id = ? AND p.used <> (
            SELECT COUNT(*) FROM user_license l JOIN user u ON u.account_id = l.account_id AND u.id = l.user_id
            WHERE l.account_id = p.account_id AND l.license_id = p.license_id
              AND l.organization_id = p.organization_id AND u.status <> 'Inactive')""",
          "seats whose memory does not agree with the status",
          """
          SELECT COUNT(*) FROM user_license l JOIN user u ON u.account_id = l.account_id AND u.id = l.user_id
          WHERE l.account_id = ? AND l.remembered <> (u.status = 'Inactive')""",
          "people whose roles are not those in their rows",
          """
          SELECT COUNT(*) FROM user u WHERE u.account_id = ? AND COALESCE(JSON_EXTRACT(u.roles, '$[*].value'), '') <>
            COALESCE((SELECT CONCAT('[', GROUP_CONCAT(JSON_QUOTE(r.value) ORDER BY r.ordinal SEPARATOR ', '), ']')
              FROM user_role r WHERE r.account_id = u.account_id AND r.user_id = u.id), '')""",
          "mails that wait for an invitation that is closed",
          """
          SELECT COUNT(*) FROM outbox o JOIN invitation i ON i.account_id = o.account_id AND i.id = o.invitation_id
          WHERE o.account_id = ? AND i.status <> 'pending'""");

  enum State {
    NOBODY,
    PENDING,
    ACTIVE,
    INACTIVE
  }

  enum Event {
    POST_ACTIVE,
    POST_INACTIVE,
    ACCEPT,
    ACCEPT_OLD_LINK,
    SEND,
    REVOKE,
    DEACTIVATE,
    ACTIVATE,
    DELETE,
    READDRESS,
    CHANGE_PROFILE,
    CHANGE_LICENSE
  }

  /**
   * One cell.
   *
   * @param status of the answer
   * @param after the state then
   * @param opened how many invitations it opens
   * @param mails how many mails wait afterwards
   */
  record Cell(
      String activation,
      State state,
      Event event,
      int status,
      State after,
      int opened,
      int mails) {}

  static Stream<Arguments> cells() {
    return Stream.of(
            cell("invite", State.NOBODY, Event.POST_ACTIVE, 201, State.PENDING, 1, 1),
            cell("direct", State.NOBODY, Event.POST_ACTIVE, 201, State.ACTIVE, 0, 0),
            cell("invite", State.NOBODY, Event.POST_INACTIVE, 201, State.INACTIVE, 0, 0),
            cell("invite", State.NOBODY, Event.SEND, 400, State.NOBODY, 0, 0),
            cell("invite", State.NOBODY, Event.DELETE, 404, State.NOBODY, 0, 0),
            cell("invite", State.PENDING, Event.POST_ACTIVE, 409, State.PENDING, 0, 1),
            cell("invite", State.PENDING, Event.POST_INACTIVE, 409, State.PENDING, 0, 1),
            cell("invite", State.PENDING, Event.ACCEPT, 200, State.ACTIVE, 0, 0),
            cell("invite", State.PENDING, Event.ACCEPT_OLD_LINK, 404, State.PENDING, 0, 1),
            cell("invite", State.PENDING, Event.SEND, 429, State.PENDING, 0, 1),
            cell("invite", State.PENDING, Event.REVOKE, 204, State.PENDING, 0, 0),
            cell("invite", State.PENDING, Event.DEACTIVATE, 200, State.INACTIVE, 0, 0),
            cell("invite", State.PENDING, Event.ACTIVATE, 200, State.PENDING, 0, 1),
            cell("invite", State.PENDING, Event.DELETE, 204, State.NOBODY, 0, 0),
            cell("invite", State.PENDING, Event.READDRESS, 200, State.PENDING, 1, 1),
            cell("invite", State.PENDING, Event.CHANGE_PROFILE, 200, State.PENDING, 0, 1),
            cell("invite", State.PENDING, Event.CHANGE_LICENSE, 200, State.PENDING, 0, 1),
            cell("invite", State.ACTIVE, Event.POST_ACTIVE, 409, State.ACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.POST_INACTIVE, 409, State.ACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.ACCEPT_OLD_LINK, 404, State.ACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.SEND, 409, State.ACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.REVOKE, 409, State.ACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.DEACTIVATE, 200, State.INACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.ACTIVATE, 200, State.ACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.DELETE, 204, State.NOBODY, 0, 0),
            cell("invite", State.ACTIVE, Event.READDRESS, 200, State.ACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.CHANGE_PROFILE, 200, State.ACTIVE, 0, 0),
            cell("invite", State.ACTIVE, Event.CHANGE_LICENSE, 200, State.ACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.POST_ACTIVE, 409, State.INACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.POST_INACTIVE, 409, State.INACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.ACCEPT_OLD_LINK, 404, State.INACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.SEND, 201, State.PENDING, 1, 1),
            cell("direct", State.INACTIVE, Event.SEND, 201, State.PENDING, 1, 1),
            cell("invite", State.INACTIVE, Event.REVOKE, 204, State.INACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.DEACTIVATE, 200, State.INACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.ACTIVATE, 200, State.PENDING, 1, 1),
            cell("direct", State.INACTIVE, Event.ACTIVATE, 200, State.ACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.DELETE, 204, State.NOBODY, 0, 0),
            cell("invite", State.INACTIVE, Event.READDRESS, 200, State.INACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.CHANGE_PROFILE, 200, State.INACTIVE, 0, 0),
            cell("invite", State.INACTIVE, Event.CHANGE_LICENSE, 200, State.INACTIVE, 0, 0))
        .map(Arguments::of);
  }

  private static Cell cell(
      String activation, State state, Event event, int status, State after, int opened, int mails) {
    return new Cell(activation, state, event, status, after, opened, mails);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theEventDoesWhatTheTableSays(Cell cell) {
    TestAccount account =
        TestServer.shared().accountWith(CATALOGUE, "activation=" + cell.activation());
    ScimClient client = account.client();
    Subject subject = new Subject(client);
    subject.bring(cell.state(), cell.activation().equals("direct"));
    hold(account);
    long before = account.number("SELECT COUNT(*) FROM invitation WHERE account_id = ?");

    assertThat(subject.on(cell.event())).isEqualTo(cell.status());

    hold(account);
    assertThat(subject.state()).isEqualTo(cell.after());
    if (cell.after() != State.NOBODY) {
      assertThat(account.number("SELECT COUNT(*) FROM invitation WHERE account_id = ?") - before)
          .as("invitations opened")
          .isEqualTo(cell.opened());
    }
    assertThat(account.number("SELECT COUNT(*) FROM outbox WHERE account_id = ?"))
        .as("mails that wait")
        .isEqualTo(cell.mails());
    assertThat(account.number("SELECT used FROM pool WHERE account_id = ? AND license_id = 'KSE'"))
        .as("seats taken")
        .isEqualTo(subject.seatsExpected(cell));
  }

  private static void hold(TestAccount account) {
    INVARIANTS.forEach((name, sql) -> assertThat(account.number(sql)).as(name).isZero());
  }

  /** A person on the way through the states. */
  private static final class Subject {
    private final ScimClient client;
    private String id = UUID.randomUUID().toString();
    private String link = "";

    Subject(ScimClient client) {
      this.client = client;
    }

    void bring(State state, boolean direct) {
      if (state == State.NOBODY) {
        return;
      }
      Answer created = create("true");
      id = created.id();
      link = direct ? "" : Links.of(client, id);
      if (state == State.ACTIVE && !direct) {
        assertThat(Links.accept(link).statusCode()).isEqualTo(200);
      }
      if (state == State.INACTIVE) {
        assertThat(on(Event.DEACTIVATE)).isEqualTo(200);
      }
    }

    private Answer create(String active) {
      return client.createUser(
          "ada@example.com",
          "\"active\": " + active,
          "\"" + USHER + "\": {\"licenses\": [\"KSE\"], \"accountRole\": \"USER\"}");
    }

    int on(Event event) {
      return switch (event) {
        case POST_ACTIVE -> remember(create("true"));
        case POST_INACTIVE -> remember(create("false"));
        case ACCEPT -> Links.accept(link).statusCode();
        case ACCEPT_OLD_LINK -> Links.accept(oldLink()).statusCode();
        case SEND ->
            client.post("/Invitations", "{\"user\": {\"value\": \"" + id + "\"}}").status();
        case REVOKE ->
            client
                .delete("/Invitations/" + client.get("/Invitations").text("/Resources/0/id"))
                .status();
        case DEACTIVATE -> patch(SET_ACTIVE.formatted("false"));
        case ACTIVATE -> patch(SET_ACTIVE.formatted("true"));
        case DELETE -> client.delete("/Users/" + id).status();
        case READDRESS -> patch(MAIL.formatted("lovelace@example.com"));
        case CHANGE_PROFILE ->
            patch("{\"op\": \"replace\", \"path\": \"title\", \"value\": \"Countess\"}");
        case CHANGE_LICENSE ->
            patch("{\"op\": \"replace\", \"path\": \"" + USHER + ":licenses\", \"value\": []}");
      };
    }

    private int remember(Answer created) {
      if (created.status() == 201) {
        id = created.id();
      }
      return created.status();
    }

    private int patch(String operation) {
      return client.patchOps("/Users/" + id, operation).status();
    }

    /** A link with a wrong proof while one is open, else the one that was used or revoked. */
    private String oldLink() {
      boolean open = !Links.of(client, id).isEmpty();
      char last = link.charAt(link.length() - 2);
      return open
          ? link.substring(0, link.length() - 2)
              + (last == 'A' ? 'B' : 'A')
              + link.charAt(link.length() - 1)
          : link;
    }

    State state() {
      Answer user = client.get("/Users/" + id);
      if (user.status() == 404) {
        return State.NOBODY;
      }
      State state =
          State.valueOf(user.text("/" + USHER + "/status").toUpperCase(java.util.Locale.ROOT));
      assertThat(user.body().path("active").booleanValue()).isEqualTo(state != State.INACTIVE);
      return state;
    }

    int seatsExpected(Cell cell) {
      boolean holds = List.of(State.PENDING, State.ACTIVE).contains(cell.after());
      return holds && cell.event() != Event.CHANGE_LICENSE ? 1 : 0;
    }
  }
}

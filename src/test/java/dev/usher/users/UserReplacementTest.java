package dev.usher.users;

import static dev.usher.testing.ScimClient.ENTERPRISE;
import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a PUT keeps and what it clears. */
class UserReplacementTest {
  private final ScimClient client = TestServer.shared().account("activation=direct").client();
  private String path;

  @BeforeEach
  void somebodyWithEverything() {
    Answer created =
        client.createUser(
            "ada",
            "\"externalId\": \"e-1\"",
            "\"title\": \"Countess\"",
            "\"active\": false",
            "\"roles\": [{\"value\": \"USER\"}]",
            "\"" + ENTERPRISE + "\": {\"department\": \"R\", \"costCenter\": \"7\"}",
            "\""
                + USHER
                + "\": {\"projectRoles\": [\"ALL:TESTER\"], \"employmentStartDate\":"
                + " \"2020-02-29\"}");
    assertThat(created.status()).isEqualTo(201);
    path = "/Users/" + created.id();
  }

  @Test
  void whatProvidersDoNotMapIsKeptAndTheRestIsCleared() {
    Answer put = client.put(path, "{\"userName\": \"ada\"}");

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.lacks("/title")).isTrue();
    assertThat(put.body().at("/active").booleanValue()).isFalse();
    assertThat(put.text("/externalId")).isEqualTo("e-1");
    assertThat(put.text("/roles/0/value")).isEqualTo("USER");
    assertThat(put.text("/" + ENTERPRISE + "/costCenter")).isEqualTo("7");
    assertThat(put.text("/" + USHER + "/employmentStartDate")).isEqualTo("2020-02-29");
  }

  @Test
  void aPresentEnterpriseBlockIsReplacedAndAPresentUsherBlockIsMerged() {
    Answer put =
        client.put(
            path,
            "{\"userName\": \"ada\", \""
                + ENTERPRISE
                + "\": {\"department\": \"S\"}, \""
                + USHER
                + "\": {\"employmentStartDate\": null}}");

    assertThat(put.lacks("/" + ENTERPRISE + "/costCenter")).isTrue();
    assertThat(put.text("/" + ENTERPRISE + "/department")).isEqualTo("S");
    assertThat(put.lacks("/" + USHER + "/employmentStartDate")).isTrue();
    assertThat(put.text("/" + USHER + "/projectRoles/0")).isEqualTo("ALL:TESTER");
  }

  @Test
  void nullAndEmptyArraysClearWhatIsKeptWhenAbsent() {
    Answer put = client.put(path, "{\"userName\": \"ada\", \"externalId\": null, \"roles\": []}");

    assertThat(put.lacks("/externalId")).isTrue();
    assertThat(put.lacks("/roles")).isTrue();
  }

  @Test
  void theUserNameIsRequired() {
    Answer refused = client.put(path, "{\"displayName\": \"Ada\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
  }

  @Test
  void deprovisioningNeverFailsForValuesThatCannotBeUsed() {
    String active = "/Users/" + client.createUser("bob").id();

    Answer out =
        client.put(
            active,
            "{\"userName\": \"bob\", \"active\": false, \""
                + USHER
                + "\": {\"organization\": \"GONE\", \"accountRole\": \"GONE\", \"licenses\":"
                + " [\"GONE\"], \"projectRoles\": [\"GONE:TESTER\", \"ALL:TESTER\"]}}");

    assertThat(out.status()).as(out.body().toString()).isEqualTo(200);
    assertThat(out.text("/" + USHER + "/status")).isEqualTo("Inactive");
    assertThat(out.text("/" + USHER + "/organization")).isEqualTo("OG-1");
    assertThat(out.text("/" + USHER + "/projectRoles/0")).isEqualTo("ALL:TESTER");
    assertThat(
            client
                .patchOps(
                    active,
                    "{\"op\": \"replace\", \"path\": \"active\", \"value\": true}",
                    "{\"op\": \"replace\", \"path\": \""
                        + USHER
                        + ":organization\", \"value\": \"GONE\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aStartDateIsADateOrTheDateOfATime() {
    String start = USHER + ":employmentStartDate";
    assertThat(
            client
                .patchOps(
                    path,
                    "{\"op\": \"add\", \"path\": \""
                        + start
                        + "\", \"value\": \"2024-03-01T10:00:00Z\"}")
                .text("/" + USHER + "/employmentStartDate"))
        .isEqualTo("2024-03-01");
    for (String wrong : new String[] {"2024-02-30", "yesterday", "+10000-01-01T00:00:00Z"}) {
      assertThat(
              client
                  .patchOps(
                      path,
                      "{\"op\": \"add\", \"path\": \""
                          + start
                          + "\", \"value\": \""
                          + wrong
                          + "\"}")
                  .text("/scimType"))
          .as(wrong)
          .isEqualTo("invalidValue");
    }
  }
}

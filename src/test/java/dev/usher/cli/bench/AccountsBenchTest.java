package dev.usher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cli.Wiring;
import dev.usher.store.Transactions;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsBenchTest {
  private static final int ACCOUNTS = 260;

  @Test
  void eachAccountThatIsPlantedHasItsPeopleAndItsToken() {
    Transactions transactions = TestDatabase.shared().transactions(Wiring.mappers());
    TestAccount template = TestServer.shared().account("activation=direct");
    assertThat(AccountsBench.arePlanted(transactions, ACCOUNTS)).isFalse();

    AccountsBench.plant(transactions, template.id(), ACCOUNTS);
    Clock clock = Clock.systemUTC();
    List<String> tokens =
        AccountsBench.tokens(
            transactions, ACCOUNTS, clock, clock.instant().plus(Duration.ofHours(1)));

    assertThat(AccountsBench.arePlanted(transactions, ACCOUNTS)).isTrue();
    assertThat(tokens).hasSize(ACCOUNTS).doesNotHaveDuplicates();
    Answer asTemplate = user(template.token());
    assertThat(asTemplate.status()).isEqualTo(200);
    for (String token : tokens) {
      assertThat(user(token).body()).isEqualTo(asTemplate.body());
    }
    ScimClient last = new ScimClient(TestServer.shared().scim(), tokens.get(ACCOUNTS - 1));
    assertThat(last.get("/Users?count=0").text("/totalResults"))
        .isEqualTo(Integer.toString(AccountsBench.PEOPLE));
    assertThat(last.createUser("one more").status()).isEqualTo(201);
    assertThat(last.find("/Users", "licenses eq \"TO_FULL\"").text("/totalResults"))
        .isEqualTo("16");
  }

  private static Answer user(String token) {
    return new ScimClient(TestServer.shared().scim(), token)
        .get("/Users/" + new Person(12).plantedId());
  }
}

package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LaneHintsTest {
  private static final UUID ACCOUNT = new UUID(1, 2);
  private static final String TOKEN = "Bearer secret";
  private static final String ADDRESS = "192.0.2.7";

  private final LaneHints hints = new LaneHints();

  @Test
  void credentialsThatWereAcceptedBelongToTheirAccount() {
    hints.learn(TOKEN, ACCOUNT);

    assertThat(hints.lane(Optional.of(TOKEN), ADDRESS)).isEqualTo("account:" + ACCOUNT);
  }

  @Test
  void unknownOrMissingCredentialsBelongToTheirAddress() {
    hints.learn(TOKEN, ACCOUNT);

    assertThat(hints.lane(Optional.of("Bearer forged"), ADDRESS)).isEqualTo("address:" + ADDRESS);
    assertThat(hints.lane(Optional.empty(), ADDRESS)).isEqualTo("address:" + ADDRESS);
  }

  @Test
  void refusedCredentialsLoseTheirAccount() {
    hints.learn(TOKEN, ACCOUNT);
    hints.forget(TOKEN);

    assertThat(hints.lane(Optional.of(TOKEN), ADDRESS)).isEqualTo("address:" + ADDRESS);
  }

  @Test
  void overlongCredentialsAreNotRemembered() {
    String overlong = "Bearer " + "x".repeat(10_000);
    hints.learn(overlong, ACCOUNT);

    assertThat(hints.lane(Optional.of(overlong), ADDRESS)).isEqualTo("address:" + ADDRESS);
  }
}

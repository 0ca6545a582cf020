package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "2001:db8:0:1:aaaa:bbbb:cccc:dddd, 2001:db8:0:1::/64",
    "2001:0DB8::1:0:0:0:1, 2001:db8:0:1::/64",
    "[2001:db8:0:1::5], 2001:db8:0:1::/64",
    "fe80::1%eth0, fe80:0:0:0::/64",
    "::1, 0:0:0:0::/64",
    "0:0:0:0:0:0:0:1, 0:0:0:0::/64",
    "::, 0:0:0:0::/64",
    "a:, a:0:0:0::/64",
  })
  void anAddressIsTakenByTheNetworkThatAClientIsGiven(String address, String block) {
    assertThat(AddressBlock.of(address)).isEqualTo(block);
  }
}

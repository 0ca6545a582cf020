package dev.usher.directory.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.audit.RequestOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "192.0.2.7:5123, 192.0.2.7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
    "2001:DB8:1:2::9, 2001:db8:1:2:0:0:0:0/64",
    "[2001:db8:1:2::9], 2001:db8:1:2:0:0:0:0/64",
    "[2001:db8:1:2::9]:443, 2001:db8:1:2:0:0:0:0/64",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64",
    "::1, 0:0:0:0:0:0:0:0/64",
    "::, 0:0:0:0:0:0:0:0/64",
    "a:, a",
    "dead, dead",
    "1:2:3, 1:2:3"
  })
  void theNetworkOfAnAddressIsWhatOneHostCannotChange(String address, String network) {
    assertThat(SourceNetwork.of(address)).isEqualTo(network);
  }

  @Test
  void aRequestWithoutAnAddressHasANetworkToo() {
    assertThat(SourceNetwork.of(RequestOrigin.NONE)).isEqualTo("-");
  }
}

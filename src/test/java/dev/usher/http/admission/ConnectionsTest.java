package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final Connections connections = new Connections(5, 2, "192.0.2.1"::equals);

  @Test
  void anAddressHasItsShareAndAllTogetherTheirs() {
    assertThat(connections.open("198.51.100.1")).isTrue();
    assertThat(connections.open("198.51.100.1")).isTrue();
    assertThat(connections.open("198.51.100.1")).isFalse();
    assertThat(connections.open("198.51.100.2")).isTrue();
    assertThat(connections.open("198.51.100.3")).isTrue();
    assertThat(connections.open("198.51.100.4")).isTrue();
    assertThat(connections.open("198.51.100.5")).isFalse();
    connections.close("198.51.100.4");
    assertThat(connections.open("198.51.100.5")).isTrue();
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    assertThat(connections.open("2001:db8:0:1::1")).isTrue();
    assertThat(connections.open("2001:db8:0:1:2::2")).isTrue();
    assertThat(connections.open("2001:db8:0:1::3")).isFalse();
    assertThat(connections.open("2001:db8:0:2::1")).isTrue();
  }

  @Test
  void aProxyHasNoShareOfItsOwn() {
    for (int i = 0; i < 5; i++) {
      assertThat(connections.open("192.0.2.1")).isTrue();
    }
    assertThat(connections.open("192.0.2.1")).isFalse();
  }

  @Test
  void nothingIsRememberedOfWhatIsClosed() {
    connections.open("198.51.100.1");
    connections.open("198.51.100.1");
    connections.open("198.51.100.1");
    connections.close("198.51.100.1");
    connections.close("198.51.100.1");
    assertThat(connections.open()).isZero();
    assertThat(connections.addresses()).isZero();
  }
}

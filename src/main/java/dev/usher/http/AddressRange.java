package dev.usher.http;

import java.util.Optional;

/**
 * Addresses that begin alike: one address, or a network in CIDR notation (RFC 4632 §3.1).
 *
 * @param network an address of it; bits behind the prefix have no meaning
 * @param prefix how many leading bits its addresses have in common
 */
public record AddressRange(IpAddress network, int prefix) {
  private static final int MAPPED_PREFIX = 96;

  /**
   * Reads an IPv4 or IPv6 address, or one with the length of a prefix behind a slash.
   *
   * @return empty for everything else, names of hosts among it
   */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<IpAddress> network = IpAddress.parse(address);
    if (slash < 0 || network.isEmpty()) {
      return network.map(one -> new AddressRange(one, one.bits()));
    }
    String length = text.substring(slash + 1);
    if (!length.matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    boolean mapped = address.indexOf(':') >= 0 && network.get().bits() == 32;
    int prefix = Integer.parseInt(length) - (mapped ? MAPPED_PREFIX : 0);
    return prefix < 0 || prefix > network.get().bits()
        ? Optional.empty()
        : Optional.of(new AddressRange(network.get(), prefix));
  }

  /** Whether the address is in it. */
  boolean contains(IpAddress address) {
    return network.startsLike(address, prefix);
  }

  @Override
  public String toString() {
    return network + (prefix == network.bits() ? "" : "/" + prefix);
  }
}

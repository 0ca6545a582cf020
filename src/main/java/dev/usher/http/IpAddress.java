package dev.usher.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address that was written as one; no name is ever looked up. An IPv4 address that is mapped
 * into IPv6 (RFC 4291 §2.5.5.2) is the IPv4 address.
 */
final class IpAddress {
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})\\.".repeat(3) + "(0|[1-9][0-9]{0,2})");

  private static final int LONGEST = 45;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads an address without port, brackets or zone.
   *
   * @return empty for everything else
   */
  static Optional<IpAddress> parse(String text) {
    Matcher ipv4 = IPV4.matcher(text);
    if (ipv4.matches()) {
      byte[] bytes = new byte[4];
      for (int i = 0; i < bytes.length; i++) {
        int part = Integer.parseInt(ipv4.group(i + 1));
        if (part > 255) {
          return Optional.empty();
        }
        bytes[i] = (byte) part;
      }
      return Optional.of(new IpAddress(bytes));
    }
    return isIpv6Like(text) ? literal(text) : Optional.empty();
  }

  private static boolean isIpv6Like(String text) {
    return text.length() <= LONGEST
        && text.indexOf(':') >= 0
        && text.charAt(0) != '.'
        && text.chars()
            .allMatch(c -> c == ':' || c == '.' || (c < 128 && Character.digit(c, 16) >= 0));
  }

  /** The JDK looks nothing up that has a colon and begins with one or a hexadecimal digit. */
  private static Optional<IpAddress> literal(String text) {
    try {
      return Optional.of(new IpAddress(InetAddress.getByName(text).getAddress()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** How many bits it has: 32 or 128. */
  int bits() {
    return bytes.length * 8;
  }

  /** Whether the first so many bits are the same, of addresses of one family. */
  boolean startsLike(IpAddress other, int bits) {
    if (other.bytes.length != bytes.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if (((bytes[i / 8] ^ other.bytes[i / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The canonical text (RFC 5952 §4). */
  @Override
  public String toString() {
    return bytes.length == 4 ? ipv4() : ipv6();
  }

  private String ipv4() {
    return (bytes[0] & 0xff)
        + "."
        + (bytes[1] & 0xff)
        + "."
        + (bytes[2] & 0xff)
        + "."
        + (bytes[3] & 0xff);
  }

  private String ipv6() {
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int from = 0;
    int length = 0;
    for (int i = 0; i < groups.length; i++) {
      int zeros = i;
      while (zeros < groups.length && groups[zeros] == 0) {
        zeros++;
      }
      if (zeros - i > length) {
        from = i;
        length = zeros - i;
      }
    }
    if (length < 2) {
      return joined(groups, 0, groups.length);
    }
    return joined(groups, 0, from) + "::" + joined(groups, from + length, groups.length);
  }

  private static String joined(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}

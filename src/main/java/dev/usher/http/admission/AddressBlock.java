package dev.usher.http.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The addresses that one client can choose from: an IPv4 address, or an IPv6 network of 64 bits,
 * which is what a single host is given (RFC 4291 §2.5.4).
 */
public final class AddressBlock {
  private static final int GROUPS = 8;
  private static final int NETWORK_GROUPS = 4;

  private AddressBlock() {}

  /**
   * The block of an address, as text that is equal for the addresses of one block.
   *
   * @param address a literal; text that is none is a block of its own
   */
  public static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    String text = address.replaceAll("[\\[\\]]|%.*", "");
    String ipv4 = text.substring(text.lastIndexOf(':') + 1);
    if (ipv4.indexOf('.') >= 0 && text.toLowerCase(Locale.ROOT).contains(":ffff:")) {
      return ipv4; // an IPv4 client of a socket for both (RFC 4291 §2.5.5.2)
    }
    List<String> groups = groups(text);
    return String.join(":", groups.subList(0, NETWORK_GROUPS)) + "::/64";
  }

  /** The groups in full, without leading zeros; missing ones are zero. */
  private static List<String> groups(String text) {
    int gap = text.indexOf("::");
    List<String> groups = new ArrayList<>(split(gap < 0 ? text : text.substring(0, gap)));
    List<String> after = split(gap < 0 ? "" : text.substring(gap + 2));
    while (groups.size() + after.size() < GROUPS) {
      groups.add("0");
    }
    groups.addAll(after);
    return groups;
  }

  private static List<String> split(String text) {
    List<String> groups = new ArrayList<>();
    for (String group : text.split(":")) {
      if (!group.isEmpty()) {
        String digits = group.replaceFirst("^0+(?=.)", "");
        groups.add(digits.toLowerCase(Locale.ROOT));
      }
    }
    return groups;
  }
}

package dev.usher.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells where a request comes from, behind proxies too. */
final class SourceAddress {
  /** More proxies than any request passes. */
  static final int MOST_HOPS = 32;

  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*)\\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

  private final List<AddressRange> trustedProxies;

  /**
   * @param trustedProxies addresses and networks, see {@link AddressRange#parse}
   * @throws IllegalArgumentException for anything else
   */
  SourceAddress(List<String> trustedProxies) {
    this.trustedProxies =
        trustedProxies.stream()
            .map(
                each ->
                    AddressRange.parse(each)
                        .orElseThrow(() -> new IllegalArgumentException("not an address: " + each)))
            .toList();
  }

  /**
   * The peer itself, or, when the peer is a trusted proxy, the last address of {@code
   * X-Forwarded-For} that is not one: what stands before it, a client may have made up. The walk
   * ends at the last trusted address before anything that is no address.
   *
   * @param peer the other end of the connection
   * @param forwardedFor the values of all lines of the header, in their order
   * @return the address in its canonical form
   */
  String of(String peer, Iterable<String> forwardedFor) {
    Optional<IpAddress> address = IpAddress.parse(withoutZone(peer));
    if (address.isEmpty()) {
      return peer;
    }
    IpAddress source = address.get();
    if (isTrusted(source)) {
      for (String hop : lastHops(forwardedFor)) {
        Optional<IpAddress> next = hop(hop);
        if (next.isEmpty()) {
          break;
        }
        source = next.get();
        if (!isTrusted(source)) {
          break;
        }
      }
    }
    return source.toString();
  }

  /** Whether that peer is a trusted proxy, which connects for many clients. */
  boolean isTrusted(String peer) {
    return IpAddress.parse(withoutZone(peer)).filter(this::isTrusted).isPresent();
  }

  private boolean isTrusted(IpAddress address) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }

  /** The last ones, from the last one on; of a long header no more is looked at. */
  private static List<String> lastHops(Iterable<String> lines) {
    List<String> fromTheLast = new ArrayList<>();
    lines.forEach(fromTheLast::add);
    Collections.reverse(fromTheLast);
    List<String> hops = new ArrayList<>();
    for (String line : fromTheLast) {
      int end = line.length();
      while (end >= 0 && hops.size() < MOST_HOPS) {
        int comma = line.lastIndexOf(',', end - 1);
        hops.add(line.substring(comma + 1, end).strip());
        end = comma;
      }
    }
    return hops;
  }

  private static Optional<IpAddress> hop(String text) {
    Matcher withPort = WITH_PORT.matcher(text);
    if (!withPort.matches()) {
      return IpAddress.parse(text);
    }
    return IpAddress.parse(withPort.group(1) == null ? withPort.group(2) : withPort.group(1));
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}

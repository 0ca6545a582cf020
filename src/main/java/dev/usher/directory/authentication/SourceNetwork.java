package dev.usher.directory.authentication;

import dev.usher.directory.audit.RequestOrigin;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The part of a source address that one client cannot change at will: all of an IPv4 address, the
 * first 64 bits of an IPv6 address, since a host usually has a /64 (RFC 6177 §2).
 */
public final class SourceNetwork {
  private static final String UNKNOWN = "-";
  private static final int PREFIX_BYTES = 8;

  private SourceNetwork() {}

  /** The network that a request came from; {@code -} when its address is not known. */
  public static String of(RequestOrigin origin) {
    return origin.sourceAddress().map(SourceNetwork::of).orElse(UNKNOWN);
  }

  /**
   * The network of an address.
   *
   * @param address a literal, as a proxy may write it: in brackets, with a port or a zone
   * @return the text itself when it is no IP address
   */
  public static String of(String address) {
    String bare = withoutDecoration(address);
    if (bare.indexOf(':') < 0) {
      return bare;
    }
    try {
      // with a colon Java reads the text as a literal, and never asks a name server
      InetAddress parsed = InetAddress.getByName(bare);
      return parsed instanceof Inet6Address ? prefix(parsed) : parsed.getHostAddress();
    } catch (UnknownHostException noAddress) {
      return bare;
    }
  }

  private static String withoutDecoration(String address) {
    String bare = address.strip();
    int closing = bare.indexOf(']');
    if (bare.startsWith("[") && closing > 0) {
      bare = bare.substring(1, closing);
    } else if (bare.indexOf(':') == bare.lastIndexOf(':') && bare.indexOf(':') > 0) {
      bare = bare.substring(0, bare.indexOf(':'));
    }
    int zone = bare.indexOf('%');
    return zone < 0 ? bare : bare.substring(0, zone);
  }

  private static String prefix(InetAddress address) {
    byte[] network = Arrays.copyOf(address.getAddress(), PREFIX_BYTES);
    byte[] whole = Arrays.copyOf(network, address.getAddress().length);
    try {
      return InetAddress.getByAddress(whole).getHostAddress() + "/64";
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an IPv6 address has 16 bytes", impossible);
    }
  }
}

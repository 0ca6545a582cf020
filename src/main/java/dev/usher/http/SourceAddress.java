package dev.usher.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells where a request comes from, behind proxies too. */
final class SourceAddress {
  private final Set<String> trustedProxies;

  SourceAddress(List<String> trustedProxies) {
    this.trustedProxies = Set.copyOf(trustedProxies);
  }

  /** Whether the peer passes on the requests of others. */
  boolean isProxy(String peer) {
    return trustedProxies.contains(peer);
  }

  /**
   * The peer itself, or, when the peer is a trusted proxy, the last address of {@code
   * X-Forwarded-For} that is not one: what stands before it, a client may have made up.
   */
  String of(String peer, Optional<String> forwardedFor) {
    if (!isProxy(peer) || forwardedFor.isEmpty()) {
      return peer;
    }
    String[] hops = forwardedFor.get().split(",", -1);
    String source = peer;
    for (int i = hops.length - 1; i >= 0 && isProxy(source); i--) {
      String hop = hops[i].strip();
      if (!looksLikeAnAddress(hop)) {
        return source;
      }
      source = hop;
    }
    return source;
  }

  private static boolean looksLikeAnAddress(String text) {
    return !text.isEmpty()
        && text.length() <= 64
        && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || ".:[]%".indexOf(c) >= 0);
  }
}

package dev.usher.directory.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import dev.usher.directory.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.Set;

/** Where the public keys of an issuer are. */
public sealed interface KeySource {
  /** At most, of an address. */
  int MAX_URL_LENGTH = 2000;

  /** RFC 7518 §3.3. */
  int MIN_RSA_BITS = 2048;

  /** A JWK Set behind a URL. */
  record Remote(URI url) implements KeySource {}

  /** A JWK Set (RFC 7517 §5) of public keys alone, as JSON. */
  record Inline(String json) implements KeySource {}

  /**
   * Keys behind a URL that an operator typed.
   *
   * @throws Refusal when it is not an {@code https} URL, or {@code http} on this machine
   */
  static Remote at(String url) {
    return new Remote(address("the address of the keys", url));
  }

  /**
   * Keys that an operator brought.
   *
   * @param name where they come from, for messages
   * @throws Refusal when it is no JWK Set, or has a key that is not the public half of a pair
   */
  static Inline of(String name, String json) {
    JWKSet keys;
    try {
      keys = JWKSet.parse(json);
    } catch (ParseException e) {
      throw new Refusal(name + " is not a JWK Set: {\"keys\": [...]}", e);
    }
    if (keys.isEmpty()) {
      throw new Refusal(name + " has no keys");
    }
    for (JWK key : keys.getKeys()) {
      if (!Set.of(KeyType.RSA, KeyType.EC).contains(key.getKeyType())) {
        throw new Refusal(name + " has a key that is neither RSA nor EC");
      }
      if (key.isPrivate()) {
        throw new Refusal(name + " has a private key: bring the public half, and keep that to you");
      }
      if (key instanceof RSAKey && key.size() < MIN_RSA_BITS) {
        throw new Refusal(name + " has an RSA key of fewer than " + MIN_RSA_BITS + " bits");
      }
    }
    return new Inline(keys.toString());
  }

  /**
   * An address that may be believed.
   *
   * @param what it is, for messages
   * @throws Refusal when it is not an {@code https} URL, or {@code http} on this machine
   */
  static URI address(String what, String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new Refusal("%s is no URL: '%s'".formatted(what, text), e);
    }
    if (text.length() > MAX_URL_LENGTH || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new Refusal("%s is no URL that can be used: '%s'".formatted(what, text));
    }
    boolean loopback = Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
    if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && loopback)) {
      throw new Refusal("%s must begin with https://: '%s'".formatted(what, text));
    }
    return uri;
  }
}

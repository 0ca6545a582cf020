package dev.usher.directory.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The master keys, by their ids. What is new is made with a key derived from the first; the others
 * are kept so that what was made with them is still known. To rotate, put a new key before the old
 * one, and take the old one away when its links have expired.
 */
public final class MasterKeys {
  /** What a key has. */
  public static final int BYTES = 32;

  private static final String HMAC = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final int FINGERPRINT_BYTES = 4;

  private final Map<String, byte[]> keys;

  private MasterKeys(Map<String, byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Reads keys, separated by spaces, commas or line ends, the one to use first: each is 32 bytes in
   * base64, with {@code ID:} before it or else known by its fingerprint. {@code #} begins a
   * comment.
   *
   * @throws IllegalArgumentException saying what is wrong, and nothing of the text
   */
  public static MasterKeys parse(String text) {
    Map<String, byte[]> keys = new LinkedHashMap<>();
    String plain = text.replaceAll("#[^\\r\\n]*", " ");
    for (String entry : plain.strip().split("[\\s,]+")) {
      if (entry.isEmpty()) {
        continue;
      }
      int colon = entry.indexOf(':');
      byte[] key = decode(entry.substring(colon + 1));
      String id = colon < 0 ? fingerprint(key) : entry.substring(0, colon);
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "the id of a master key has 1 to 32 letters, digits, '-' and '_'");
      }
      if (keys.putIfAbsent(id, key) != null) {
        throw new IllegalArgumentException("two master keys have the id " + id);
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no master key");
    }
    return new MasterKeys(keys);
  }

  /** One key that nobody else has. */
  public static MasterKeys generate(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new MasterKeys(Map.of(fingerprint(key), key));
  }

  private static byte[] decode(String base64) {
    byte[] key;
    try {
      key =
          base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0
              ? Base64.getUrlDecoder().decode(base64)
              : Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message quotes the key.
      throw new IllegalArgumentException("a master key is not base64");
    }
    if (key.length != BYTES) {
      throw new IllegalArgumentException(
          "a master key has %d bytes, not %d".formatted(BYTES, key.length));
    }
    return key;
  }

  private static String fingerprint(byte[] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, FINGERPRINT_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What {@link #parse} reads: secret. */
  public String toText() {
    return keys.entrySet().stream()
        .map(each -> each.getKey() + ":" + Base64.getEncoder().encodeToString(each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** The id of the first key. */
  public String currentId() {
    return keys.keySet().iterator().next();
  }

  /**
   * The key of that purpose under the master key of that id: 32 bytes by HKDF-SHA256 (RFC 5869).
   *
   * @param purpose what the key is for; different purposes have unrelated keys
   * @return empty when there is no master key of that id
   */
  public Optional<byte[]> derive(String purpose, String id) {
    return Optional.ofNullable(keys.get(id)).map(key -> derive(key, purpose));
  }

  private static byte[] derive(byte[] master, String purpose) {
    byte[] info = ("usher " + purpose + "\u0001").getBytes(StandardCharsets.UTF_8);
    byte[] extracted = hmac(new byte[BYTES], master);
    return hmac(extracted, info); // one block of HKDF's expansion, whose counter is the 1 above
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  /** The ids alone. */
  @Override
  public String toString() {
    return "MasterKeys" + keys.keySet();
  }
}

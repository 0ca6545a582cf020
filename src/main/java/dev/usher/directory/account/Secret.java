package dev.usher.directory.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The kinds of secrets that the service hands out: a prefix that secret scanners and people
 * recognise, then 256 random bits in base64url. Their SHA-256 is all that is stored; with that much
 * entropy a slow hash adds nothing.
 */
public enum Secret {
  /** The bearer token that an operator makes. */
  TOKEN("usher_"),
  /** The bearer token that an OAuth client gets. */
  ACCESS_TOKEN("usher_at_"),
  /** What an OAuth client gets it for. */
  CLIENT_SECRET("usher_cs_");

  /** Asked for with every request, and found among the providers more slowly than it hashes. */
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Secret::sha256);

  private static final int RANDOM_BYTES = 32;
  private static final int RANDOM_TEXT = 43;

  private final String prefix;

  Secret(String prefix) {
    this.prefix = prefix;
  }

  /** A new one. */
  public String generate(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether the text can be one at all; says nothing about its being known. */
  public boolean looksLike(String text) {
    if (text.length() != prefix.length() + RANDOM_TEXT || !text.startsWith(prefix)) {
      return false;
    }
    for (int i = prefix.length(); i < text.length(); i++) {
      if (!isBase64Url(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64Url(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /** SHA-256, 32 bytes, of any text. */
  public static byte[] hash(String secret) {
    return SHA_256.get().digest(secret.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}

package dev.usher.directory.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The text of a token: a prefix that secret scanners and people recognise, then 256 random bits in
 * base64url. Its SHA-256 is all that is stored; with that much entropy a slow hash adds nothing.
 */
final class BearerToken {
  private static final String PREFIX = "usher_";
  private static final int RANDOM_BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  private BearerToken() {}

  /** A new token. */
  static String generate(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether the text can be a token at all; says nothing about its being known. */
  static boolean looksLikeOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** SHA-256, 32 bytes. */
  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}

package dev.usher.directory.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.directory.key.MasterKeys;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.Page;
import dev.usher.store.query.Position;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors (RFC 9865) and opens them again, in whichever process: a cursor is all there is of
 * a walk. It is encrypted, since it holds what a resource was sorted by, and authenticated,
 * together with everything that the walk is bound to; the account is, by having a key of its own.
 */
public final class Cursors {
  /** How long a cursor can be used. */
  public static final Duration TIMEOUT = Duration.ofHours(1);

  /** Beyond this a URL with the cursor would be too long for many an HTTP client. */
  private static final int LONGEST_VALUE = 8_000;

  private static final String PURPOSE = "cursor 1 ";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEYS_AT_HAND = 1_000;

  private final MasterKeys keys;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Deriving one takes longer than using it. */
  private final Cache<KeyOf, SecretKeySpec> derived =
      Caffeine.newBuilder().maximumSize(KEYS_AT_HAND).expireAfterAccess(TIMEOUT).build();

  private record KeyOf(UUID account, String masterKey) {}

  /**
   * @param keys what the keys of cursors are derived from; each cursor names its own
   */
  public Cursors(MasterKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Where a walk has come to.
   *
   * @param position of the last resource that was told
   * @param total how many resources the first page told of
   */
  record Place(Position position, long total) {}

  /**
   * The cursor that goes on from there.
   *
   * @param types what is listed
   */
  String seal(UUID account, String types, Page.Walk page, Place place) {
    if (place.position().value().filter(value -> value.length() > LONGEST_VALUE).isPresent()) {
      throw ScimException.invalidPath(
          "A value of more than %d characters cannot be paged by cursor: sort by another attribute."
              .formatted(LONGEST_VALUE));
    }
    String key = keys.currentId();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] content = new CursorContent(clock.instant(), page.count(), place).toBytes();
    byte[] sealed = sealed(key(account, key).orElseThrow(), nonce, binding(types, page), content);
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return key + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /**
   * Where the walk of that page has come to.
   *
   * @throws ScimException 400 {@code invalidCursor} for anything that was not made for this account
   *     and question, {@code invalidCount} when the page has another size than the ones before,
   *     {@code expiredCursor}
   */
  Place open(UUID account, String types, Page.Next page) {
    CursorContent content =
        content(account, types, page)
            .orElseThrow(
                () ->
                    ScimException.invalidCursor(
                        "The cursor is not one of this list, with this filter, order and these"
                            + " attributes. Begin with an empty cursor."));
    if (content.issued().plus(TIMEOUT).isBefore(clock.instant())) {
      throw ScimException.expiredCursor(
          "The cursor is older than %d seconds. Begin with an empty cursor."
              .formatted(TIMEOUT.toSeconds()));
    }
    if (content.count() != page.count()) {
      throw ScimException.invalidCount(
          "count must be %d, as in the request before.".formatted(content.count()));
    }
    return content.place();
  }

  private Optional<CursorContent> content(UUID account, String types, Page.Next page) {
    int dot = page.cursor().indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String keyId = page.cursor().substring(0, dot);
    String text = page.cursor().substring(dot + 1);
    return key(account, keyId)
        .flatMap(key -> decode(text).flatMap(all -> opened(key, binding(types, page), all)))
        .map(CursorContent::of);
  }

  /** Empty when there is no master key of that id. */
  private Optional<SecretKeySpec> key(UUID account, String masterKey) {
    return Optional.ofNullable(
        derived.get(
            new KeyOf(account, masterKey),
            wanted ->
                keys.derive(PURPOSE + account, masterKey)
                    .map(bytes -> new SecretKeySpec(bytes, "AES"))
                    .orElse(null)));
  }

  /** Only what is written as we write it, to the last bit. */
  private static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> opened(SecretKeySpec key, byte[] binding, byte[] all) {
    if (all.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, binding).doFinal(sealed));
    } catch (GeneralSecurityException forged) {
      return Optional.empty();
    }
  }

  private static byte[] sealed(SecretKeySpec key, byte[] nonce, byte[] binding, byte[] content) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, binding).doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + CIPHER, e);
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] binding)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(binding);
    return cipher;
  }

  private static byte[] binding(String types, Page.Walk page) {
    return (types + "\n" + page.question()).getBytes(StandardCharsets.UTF_8);
  }
}

package dev.usher.directory.invitation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands in a link: which invitation it is for, and the proof that Usher made it. Only the
 * proof is secret.
 */
final class LinkToken {
  static final int PROOF_BYTES = 32;
  private static final int BYTES = 16 + 16 + PROOF_BYTES;

  /** {@value #BYTES} bytes in base64url without padding. */
  private static final int CHARACTERS = (BYTES * 8 + 5) / 6;

  private final UUID account;
  private final UUID invitation;
  private final byte[] proof;

  LinkToken(UUID account, UUID invitation, byte[] proof) {
    this.account = account;
    this.invitation = invitation;
    this.proof = proof.clone();
  }

  /** Reads a token; empty for anything that Usher does not write so, to the last bit. */
  static Optional<LinkToken> parse(String text) {
    if (text.length() != CHARACTERS) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      UUID account = new UUID(bytes.getLong(), bytes.getLong());
      UUID invitation = new UUID(bytes.getLong(), bytes.getLong());
      byte[] proof = new byte[PROOF_BYTES];
      bytes.get(proof);
      LinkToken token = new LinkToken(account, invitation, proof);
      return Optional.of(token).filter(each -> each.text().equals(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  UUID account() {
    return account;
  }

  UUID invitation() {
    return invitation;
  }

  /** Compares in constant time. */
  boolean isProvedBy(byte[] expected) {
    return MessageDigest.isEqual(proof, expected);
  }

  /** As it stands in the link. */
  String text() {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(account.getMostSignificantBits())
            .putLong(account.getLeastSignificantBits())
            .putLong(invitation.getMostSignificantBits())
            .putLong(invitation.getLeastSignificantBits())
            .put(proof);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Without the proof, for logs. */
  @Override
  public String toString() {
    return "LinkToken[" + invitation + "]";
  }
}

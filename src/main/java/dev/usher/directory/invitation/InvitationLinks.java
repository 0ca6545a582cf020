package dev.usher.directory.invitation;

import dev.usher.directory.key.MasterKeys;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the links of invitations, and recognises them. A link is never stored: it is an HMAC-SHA256
 * over everything that the invitation is bound to, so it can be made again whenever it is needed,
 * and another address, generation or expiry makes another link.
 */
public final class InvitationLinks {
  private static final String ALGORITHM = "HmacSHA256";

  private static final String PURPOSE = "invitation link 1";

  private final MasterKeys keys;
  private final String prefix;

  /**
   * @param keys what links are derived from; each invitation keeps the id of its key
   * @param publicUrl the server root as people see it, the only thing that links start with
   */
  public InvitationLinks(MasterKeys keys, URI publicUrl) {
    this.keys = keys;
    this.prefix = publicUrl.toString().replaceFirst("/$", "") + "/invitations/";
  }

  /** The id of the key that new invitations are to have. */
  String currentKey() {
    return keys.currentId();
  }

  /** The link of an invitation, open or not; empty when its master key is gone. */
  Optional<String> link(Invitation invitation) {
    return proof(invitation)
        .map(proof -> new LinkToken(invitation.account(), invitation.id(), proof))
        .map(token -> prefix + token.text());
  }

  /** Whether that token is the one of that invitation. */
  boolean matches(LinkToken token, Invitation invitation) {
    return token.account().equals(invitation.account())
        && token.invitation().equals(invitation.id())
        && proof(invitation).filter(token::isProvedBy).isPresent();
  }

  private Optional<byte[]> proof(Invitation invitation) {
    return keys.derive(PURPOSE, invitation.keyId()).map(key -> hmac(key, message(invitation)));
  }

  private static byte[] message(Invitation invitation) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      id(out, invitation.account());
      id(out, invitation.id());
      out.writeInt(invitation.generation());
      id(out, invitation.user());
      out.writeBoolean(invitation.address().isPresent());
      text(out, invitation.address().orElse(""));
      out.writeLong(invitation.expiresAt().toEpochMilli());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** With its length, so that no two messages have the same bytes. */
  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void id(DataOutputStream out, UUID id) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}

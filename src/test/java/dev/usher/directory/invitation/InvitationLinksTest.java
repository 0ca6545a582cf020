package dev.usher.directory.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.key.MasterKeys;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvitationLinksTest {
  private static final URI ROOT = URI.create("https://usher.example.com/");
  private static final UUID ACCOUNT = UUID.randomUUID();
  private static final UUID ID = UUID.randomUUID();
  private static final UUID USER = UUID.randomUUID();
  private static final Instant EXPIRY = Instant.parse("2026-11-24T12:00:00Z");

  private final MasterKeys keys = MasterKeys.generate(new SecureRandom());
  private final InvitationLinks links = new InvitationLinks(keys, ROOT);
  private final Invitation invitation = invitation(ACCOUNT, ID, USER, "ada@example.com", 1, EXPIRY);

  @Test
  void aLinkCanBeMadeAgainAndBeginsWithThePublicUrl() {
    assertThat(links.link(invitation)).isEqualTo(links.link(invitation));
    assertThat(links.link(invitation).orElseThrow())
        .matches("https://usher\\.example\\.com/invitations/[A-Za-z0-9_-]{86}");
  }

  @Test
  void whateverALinkIsBoundToMakesAnotherLink() {
    LinkToken token = token(invitation);

    assertThat(links.matches(token, invitation)).isTrue();
    for (Invitation other :
        List.of(
            invitation(UUID.randomUUID(), ID, USER, "ada@example.com", 1, EXPIRY),
            invitation(ACCOUNT, UUID.randomUUID(), USER, "ada@example.com", 1, EXPIRY),
            invitation(ACCOUNT, ID, UUID.randomUUID(), "ada@example.com", 1, EXPIRY),
            invitation(ACCOUNT, ID, USER, "eve@example.com", 1, EXPIRY),
            invitation(ACCOUNT, ID, USER, null, 1, EXPIRY),
            invitation(ACCOUNT, ID, USER, "ada@example.com", 2, EXPIRY),
            invitation(ACCOUNT, ID, USER, "ada@example.com", 1, EXPIRY.plusMillis(1)))) {
      assertThat(links.matches(token, other)).as(other.toString()).isFalse();
    }
  }

  @Test
  void noCharacterOfALinkCanBeChanged() {
    String text = token(invitation).text();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, i) + other + text.substring(i + 1);

      assertThat(LinkToken.parse(changed).filter(token -> links.matches(token, invitation)))
          .as("character " + i)
          .isEmpty();
    }
  }

  @Test
  void anOlderMasterKeyStillKnowsItsLinksAndALostOneDoesNot() {
    MasterKeys rotated =
        MasterKeys.parse(MasterKeys.generate(new SecureRandom()).toText() + "\n" + keys.toText());
    MasterKeys lost = MasterKeys.generate(new SecureRandom());

    assertThat(new InvitationLinks(rotated, ROOT).link(invitation))
        .isEqualTo(links.link(invitation));
    assertThat(new InvitationLinks(lost, ROOT).link(invitation)).isEmpty();
    assertThat(new InvitationLinks(lost, ROOT).matches(token(invitation), invitation)).isFalse();
  }

  private LinkToken token(Invitation of) {
    String link = links.link(of).orElseThrow();
    return LinkToken.parse(link.substring(link.lastIndexOf('/') + 1)).orElseThrow();
  }

  private Invitation invitation(
      UUID account, UUID id, UUID user, String address, int generation, Instant expiresAt) {
    return new Invitation(
        account,
        "Analytical Engines",
        id,
        user,
        "ada",
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(address),
        generation,
        InvitationStatus.PENDING,
        EXPIRY.minusSeconds(3600),
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        0,
        "",
        keys.currentId());
  }
}

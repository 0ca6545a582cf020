package dev.usher.directory.invitation;

import java.time.Instant;
import java.util.Optional;

/**
 * A person's last invitation, as the person's own resource shows it.
 *
 * @param status where it stands, expiry included
 * @param sentAt when a mail last went out
 * @param expiresAt from when on its link is dead
 * @param acceptedAt when it was accepted
 * @param sendCount how many mails went out
 */
public record InvitationSummary(
    InvitationStatus status,
    Optional<Instant> sentAt,
    Instant expiresAt,
    Optional<Instant> acceptedAt,
    int sendCount) {

  static InvitationSummary opened(Instant expiresAt) {
    return new InvitationSummary(
        InvitationStatus.PENDING, Optional.empty(), expiresAt, Optional.empty(), 0);
  }

  /** The same, accepted. */
  public InvitationSummary accepted(Instant at) {
    return new InvitationSummary(
        InvitationStatus.ACCEPTED, sentAt, expiresAt, Optional.of(at), sendCount);
  }

  /** The same, closed in another way than by accepting it. */
  public InvitationSummary revoked() {
    return new InvitationSummary(
        InvitationStatus.REVOKED, sentAt, expiresAt, acceptedAt, sendCount);
  }
}

package dev.usher.directory.invitation;

import java.time.Instant;
import java.util.Locale;

/** Where an invitation stands. */
public enum InvitationStatus {
  /** Its link works. */
  PENDING,
  /** Nobody accepted in time; derived, never stored. */
  EXPIRED,
  ACCEPTED,
  REVOKED,
  /** A newer one took its place. */
  SUPERSEDED;

  /** The status of that name. */
  public static InvitationStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * What this stored status is at a time.
   *
   * @param expiresAt of the invitation
   */
  public InvitationStatus at(Instant now, Instant expiresAt) {
    return this == PENDING && !now.isBefore(expiresAt) ? EXPIRED : this;
  }

  /** As it is stored and answered. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

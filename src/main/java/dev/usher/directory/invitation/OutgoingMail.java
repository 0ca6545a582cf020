package dev.usher.directory.invitation;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that a worker has taken and is to send now.
 *
 * @param account whose mail it is
 * @param id the same each time the mail is sent, so its Message-ID is
 * @param invitation whose link it carries
 * @param claim of the worker that took it
 * @param attempts how often it has been taken, this time included
 * @param address where it goes, as the client sent it
 * @param personName whom it is for
 * @param accountName what it invites to
 * @param invitedBy who invites; may be blank
 * @param link works once
 * @param expiresAt from when on the link is dead
 */
public record OutgoingMail(
    UUID account,
    UUID id,
    UUID invitation,
    UUID claim,
    int attempts,
    String address,
    String personName,
    String accountName,
    String invitedBy,
    String link,
    Instant expiresAt) {

  /** Without the link, for logs. */
  @Override
  public String toString() {
    return "OutgoingMail[" + id + "]";
  }
}

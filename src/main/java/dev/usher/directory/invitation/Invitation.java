package dev.usher.directory.invitation;

import dev.usher.store.invitation.InvitationRow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An invitation: how one person gets into one account.
 *
 * @param account the account's id
 * @param accountName its name
 * @param id UUIDv7
 * @param user whom it is for
 * @param userName of that person
 * @param displayName of that person
 * @param fullName of that person, put together from its parts
 * @param address where it is mailed to; empty when it can only be copied
 * @param generation counts the person's invitations, from 1
 * @param stored where it stands, expiry aside
 * @param createdAt when it was opened
 * @param expiresAt from when on its link is dead
 * @param sentAt when a mail last went out
 * @param acceptedAt when it was accepted
 * @param sendCount how many mails went out
 * @param invitedBy the name of whoever opened it; may be blank
 * @param keyId of the key that its link is made with
 */
public record Invitation(
    UUID account,
    String accountName,
    UUID id,
    UUID user,
    String userName,
    Optional<String> displayName,
    Optional<String> fullName,
    Optional<String> address,
    int generation,
    InvitationStatus stored,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> sentAt,
    Optional<Instant> acceptedAt,
    int sendCount,
    String invitedBy,
    String keyId) {

  static Invitation of(InvitationRow row) {
    return new Invitation(
        row.accountId(),
        row.accountName(),
        row.id(),
        row.userId(),
        row.userName(),
        Optional.ofNullable(row.displayName()),
        Optional.ofNullable(row.fullName()),
        Optional.ofNullable(row.address()),
        row.generation(),
        InvitationStatus.of(row.status()),
        row.createdAt(),
        row.expiresAt(),
        Optional.ofNullable(row.sentAt()),
        Optional.ofNullable(row.acceptedAt()),
        row.sendCount(),
        row.invitedBy(),
        row.keyId());
  }

  /** Where it stands at that time. */
  public InvitationStatus status(Instant now) {
    return stored.at(now, expiresAt);
  }

  /** What to call the person. */
  public String personName() {
    return Stream.of(displayName, fullName)
        .flatMap(Optional::stream)
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse(userName);
  }
}

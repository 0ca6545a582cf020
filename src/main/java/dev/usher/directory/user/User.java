package dev.usher.directory.user;

import dev.usher.directory.invitation.InvitationSummary;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A person in an account, as stored.
 *
 * @param id UUIDv7, never reused
 * @param version counts changes, from 1
 * @param created when the user was added
 * @param lastModified when anything of {@code state} last changed
 * @param state what is stored about the person
 * @param invitation the last one, open or not; empty when there never was one
 */
public record User(
    UUID id,
    long version,
    Instant created,
    Instant lastModified,
    UserState state,
    Optional<InvitationSummary> invitation) {

  User withInvitation(Optional<InvitationSummary> other) {
    return new User(id, version, created, lastModified, state, other);
  }
}

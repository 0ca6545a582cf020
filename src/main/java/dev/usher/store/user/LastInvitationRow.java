package dev.usher.store.user;

import dev.usher.store.row.ResultRow;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What a user's row tells of the last invitation. A component is null where the column may be.
 *
 * @param status pending, accepted, revoked or superseded as stored
 */
public record LastInvitationRow(
    String status, Instant sentAt, Instant expiresAt, Instant acceptedAt, int sendCount) {

  /** Reads the columns in the order of the components; null where there is no invitation. */
  static LastInvitationRow read(ResultRow row) throws SQLException {
    LastInvitationRow invitation =
        new LastInvitationRow(
            row.text(), row.instant(), row.instant(), row.instant(), (int) row.number());
    return invitation.status == null ? null : invitation;
  }
}

package dev.usher.store.user;

import dev.usher.store.group.MembershipRow;
import dev.usher.store.row.ResultRow;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A user as read in one statement, with at most one of its groups. A component is null where the
 * column may be.
 *
 * @param roles a JSON array of {@code {value, display, type, primary}}, or null for none
 * @param projectRoles a JSON array of {@code {project, role}}, or null for none
 * @param licenses a JSON array of {@code {license, organization}}, or null for none
 * @param invitation the last one, or null for none
 * @param groupId one of the groups that the user is itself a member of, or null for none
 * @param groupDisplayName that group's
 * @param groupProjectRoles what that group grants, a JSON array of {@code {project, role}}, or null
 *     for nothing
 * @param groupNested whether that group is itself in a group
 */
public record UserRow(
    UUID id,
    String userName,
    String externalId,
    String displayName,
    String status,
    String organizationId,
    LocalDate employmentStartDate,
    String profile,
    long version,
    Instant createdAt,
    Instant lastModified,
    String roles,
    String projectRoles,
    String licenses,
    LastInvitationRow invitation,
    UUID groupId,
    String groupDisplayName,
    String groupProjectRoles,
    boolean groupNested) {

  /** Reads the columns in the order of the components. */
  public static UserRow read(ResultRow row) throws SQLException {
    return new UserRow(
        row.uuid(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.date(),
        row.text(),
        row.number(),
        row.instant(),
        row.instant(),
        row.text(),
        row.text(),
        row.text(),
        LastInvitationRow.read(row),
        row.uuid(),
        row.text(),
        row.text(),
        row.flag());
  }

  /**
   * Whether everything of the user is in this row. Where it takes much room the row of a group
   * lacks it, since it would be repeated for each of them: then the profile, the roles, the project
   * roles and the licenses are null.
   */
  public boolean isWhole() {
    return profile != null;
  }

  /** The user's place in the group of this row. */
  public Optional<MembershipRow> membership() {
    return groupId == null
        ? Optional.empty()
        : Optional.of(
            new MembershipRow(id, groupId, groupDisplayName, groupProjectRoles, groupNested));
  }
}

package dev.usher.directory.user;

import dev.usher.directory.access.AssignedRole;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.license.Seat;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is stored about a person and follows its version.
 *
 * @param userName unique in the account
 * @param externalId the client's identifier
 * @param displayName the name shown
 * @param status where the person stands
 * @param organization the id of the one organization
 * @param employmentStartDate the first day of employment
 * @param profile every other attribute, as JSON text in canonical names: core attributes at the
 *     root, entitlements that are neither license nor project role, and the enterprise block under
 *     its URN
 * @param roles account roles in the order assigned
 * @param projectRoles direct grants
 * @param seats held, or remembered while Inactive
 */
public record UserState(
    String userName,
    Optional<String> externalId,
    Optional<String> displayName,
    Status status,
    String organization,
    Optional<LocalDate> employmentStartDate,
    String profile,
    List<AssignedRole> roles,
    Set<ProjectGrant> projectRoles,
    Set<Seat> seats) {

  /** The seats that count: none while Inactive. */
  public Set<Seat> heldSeats() {
    return status.active() ? seats : Set.of();
  }

  UserState withUserName(String other) {
    return new UserState(
        other,
        externalId,
        displayName,
        status,
        organization,
        employmentStartDate,
        profile,
        roles,
        projectRoles,
        seats);
  }

  UserState withSeats(Set<Seat> others) {
    return new UserState(
        userName,
        externalId,
        displayName,
        status,
        organization,
        employmentStartDate,
        profile,
        roles,
        projectRoles,
        others);
  }

  UserState withProfile(String other) {
    return new UserState(
        userName,
        externalId,
        displayName,
        status,
        organization,
        employmentStartDate,
        other,
        roles,
        projectRoles,
        seats);
  }

  UserState withStatus(Status other) {
    return new UserState(
        userName,
        externalId,
        displayName,
        other,
        organization,
        employmentStartDate,
        profile,
        roles,
        projectRoles,
        seats);
  }

  UserState withRoles(List<AssignedRole> others) {
    return new UserState(
        userName,
        externalId,
        displayName,
        status,
        organization,
        employmentStartDate,
        profile,
        others,
        projectRoles,
        seats);
  }
}

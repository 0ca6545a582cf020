package dev.usher.directory.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.AssignedRole;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.column.JsonColumn;
import dev.usher.directory.invitation.InvitationStatus;
import dev.usher.directory.invitation.InvitationSummary;
import dev.usher.directory.license.Seat;
import dev.usher.store.user.LastInvitationRow;
import dev.usher.store.user.UserChildren;
import dev.usher.store.user.UserRow;
import dev.usher.store.user.UserWrite;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Between rows, which may hold nulls, and the records of this room, which do not. */
final class UserRows {
  private final ObjectMapper mapper;
  private final Clock clock;

  /**
   * @param clock decides what has expired
   */
  UserRows(ObjectMapper mapper, Clock clock) {
    this.mapper = mapper;
    this.clock = clock;
  }

  User read(UserRow row) {
    UserState state =
        new UserState(
            row.userName(),
            Optional.ofNullable(row.externalId()),
            Optional.ofNullable(row.displayName()),
            Status.valueOf(row.status()),
            row.organizationId(),
            Optional.ofNullable(row.employmentStartDate()),
            row.profile(),
            AssignedRole.COLUMN.read(row.roles()),
            Set.copyOf(ProjectGrant.COLUMN.read(row.projectRoles())),
            Set.copyOf(Seat.COLUMN.read(row.licenses())));
    return new User(
        row.id(),
        row.version(),
        row.createdAt(),
        row.lastModified(),
        state,
        Optional.ofNullable(row.invitation()).map(this::invitation));
  }

  static UserWrite write(UUID account, UUID id, UserState state, long version, Instant now) {
    return new UserWrite(
        account,
        id,
        state.userName(),
        state.externalId().orElse(null),
        state.displayName().orElse(null),
        state.status().name(),
        state.organization(),
        state.employmentStartDate().orElse(null),
        state.profile(),
        AssignedRole.COLUMN.write(state.roles()),
        ProjectGrant.COLUMN.write(new TreeSet<>(state.projectRoles())),
        Seat.COLUMN.write(new TreeSet<>(state.seats())),
        version,
        now);
  }

  /** The e-mail addresses of a profile, in its order. */
  List<UserChildren.Email> emails(String profile) {
    return emails(object(profile));
  }

  /** The same of one that is a tree already. */
  static List<UserChildren.Email> emails(ObjectNode profile) {
    List<UserChildren.Email> rows = new ArrayList<>();
    for (JsonNode email : profile.path("emails")) {
      JsonNode primary = email.path("primary");
      rows.add(
          new UserChildren.Email(
              rows.size(),
              JsonColumn.text(email, "value").orElse(null),
              JsonColumn.text(email, "type").orElse(null),
              JsonColumn.text(email, "display").orElse(null),
              primary.isBoolean() ? primary.booleanValue() : null));
    }
    return rows;
  }

  static List<UserChildren.Role> roles(UserState state) {
    List<UserChildren.Role> rows = new ArrayList<>();
    for (AssignedRole role : state.roles()) {
      rows.add(
          new UserChildren.Role(
              rows.size(),
              role.value().orElse(null),
              role.display().orElse(null),
              role.type().orElse(null),
              role.primary().orElse(null),
              role.asSent()));
    }
    return rows;
  }

  /** The entitlements that a client wrote and that are shown as it wrote them. */
  List<UserChildren.Entitlement> entitlements(UserState state) {
    Set<String> shown = new TreeSet<>();
    state.heldSeats().forEach(seat -> shown.add(seat.toString()));
    state.projectRoles().forEach(grant -> shown.add(grant.toString()));
    List<UserChildren.Entitlement> rows = new ArrayList<>();
    sent(state)
        .forEach(
            (item, element) -> {
              JsonNode primary = element.path("primary");
              if (shown.contains(item)) {
                rows.add(
                    new UserChildren.Entitlement(
                        item,
                        element.path("value").asText(),
                        JsonColumn.text(element, "display").orElse(null),
                        JsonColumn.text(element, "type").orElse(null),
                        primary.isBoolean() ? primary.booleanValue() : null));
              }
            });
    return rows;
  }

  /** How the licenses were written that are only remembered. */
  Map<String, JsonNode> unshown(UserState state) {
    if (state.status().active()) {
      return Map.of();
    }
    Map<String, JsonNode> sent = sent(state);
    sent.keySet().retainAll(state.seats().stream().map(Seat::toString).collect(Collectors.toSet()));
    return sent;
  }

  private Map<String, JsonNode> sent(UserState state) {
    return SentEntitlements.in(state.profile())
        ? SentEntitlements.of(object(state.profile()))
        : new LinkedHashMap<>();
  }

  static List<UserChildren.ProjectRole> projectRoles(UserState state) {
    return state.projectRoles().stream()
        .sorted()
        .map(grant -> new UserChildren.ProjectRole(grant.project(), grant.role()))
        .toList();
  }

  static List<UserChildren.License> licenses(UserState state) {
    return state.seats().stream()
        .sorted()
        .map(seat -> new UserChildren.License(seat.license(), seat.organization().orElse("")))
        .toList();
  }

  /** A profile as a tree of its own. */
  ObjectNode object(String json) {
    try {
      return (ObjectNode) mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored profile is not JSON", e);
    }
  }

  private InvitationSummary invitation(LastInvitationRow row) {
    return new InvitationSummary(
        InvitationStatus.of(row.status()).at(clock.instant(), row.expiresAt()),
        Optional.ofNullable(row.sentAt()),
        row.expiresAt(),
        Optional.ofNullable(row.acceptedAt()),
        row.sendCount());
  }
}

package dev.usher.directory.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.AssignedRole;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.invitation.InvitationStatus;
import dev.usher.directory.invitation.InvitationSummary;
import dev.usher.directory.license.Seat;
import dev.usher.store.user.UserChildren;
import dev.usher.store.user.UserRow;
import dev.usher.store.user.UserWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Between rows, which may hold nulls, and the records of this room, which do not. */
final class UserRows {
  private final ObjectMapper mapper;

  UserRows(ObjectMapper mapper) {
    this.mapper = mapper;
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
            list(row.roles(), UserRows::role),
            list(
                    row.projectRoles(),
                    each ->
                        new ProjectGrant(
                            text(each, "project").orElseThrow(), text(each, "role").orElseThrow()))
                .stream()
                .collect(Collectors.toUnmodifiableSet()),
            list(
                    row.licenses(),
                    each ->
                        new Seat(
                            text(each, "license").orElseThrow(),
                            text(each, "organization").filter(id -> !id.isEmpty())))
                .stream()
                .collect(Collectors.toUnmodifiableSet()));
    return new User(
        row.id(),
        row.version(),
        row.createdAt(),
        row.lastModified(),
        state,
        Optional.ofNullable(row.invitation()).map(json -> invitation(object(json))));
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
        rolesText(state),
        version,
        now);
  }

  /** The e-mail addresses of a profile, in its order. */
  List<UserChildren.Email> emails(String profile) {
    List<UserChildren.Email> rows = new ArrayList<>();
    for (JsonNode email : object(profile).path("emails")) {
      JsonNode primary = email.path("primary");
      rows.add(
          new UserChildren.Email(
              rows.size(),
              text(email, "value").orElse(null),
              text(email, "type").orElse(null),
              text(email, "display").orElse(null),
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
              role.primary().orElse(null)));
    }
    return rows;
  }

  private static String rolesText(UserState state) {
    if (state.roles().isEmpty()) {
      return null;
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (AssignedRole role : state.roles()) {
      ObjectNode each = array.addObject();
      role.value().ifPresent(value -> each.put("value", value));
      role.display().ifPresent(display -> each.put("display", display));
      role.type().ifPresent(type -> each.put("type", type));
      role.primary().ifPresent(primary -> each.put("primary", primary));
    }
    return array.toString();
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

  private static InvitationSummary invitation(ObjectNode each) {
    return new InvitationSummary(
        InvitationStatus.of(text(each, "status").orElseThrow()),
        text(each, "sentAt").map(Instant::parse),
        text(each, "expiresAt").map(Instant::parse).orElseThrow(),
        text(each, "acceptedAt").map(Instant::parse),
        each.path("sendCount").intValue());
  }

  private static AssignedRole role(JsonNode each) {
    JsonNode primary = each.path("primary");
    return new AssignedRole(
        text(each, "value"),
        text(each, "display"),
        text(each, "type"),
        primary.isMissingNode() || primary.isNull()
            ? Optional.empty()
            : Optional.of(primary.asBoolean()));
  }

  private <T> List<T> list(String jsonArray, Function<JsonNode, T> reader) {
    if (jsonArray == null) {
      return List.of();
    }
    try {
      List<T> all = new ArrayList<>();
      for (JsonNode each : mapper.readTree(jsonArray)) {
        all.add(reader.apply(each));
      }
      return List.copyOf(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an aggregated column is not JSON", e);
    }
  }

  private static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}

package dev.usher.directory.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.store.group.GrantRow;
import dev.usher.store.group.GroupRow;
import dev.usher.store.group.GroupWrite;
import dev.usher.store.group.MemberRow;
import dev.usher.store.group.MembershipRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Between rows, which may hold nulls, and the records of this room, which do not. */
final class GroupRows {
  private final ObjectMapper mapper;

  GroupRows(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  Group read(GroupRow row) {
    GroupState state =
        new GroupState(
            row.displayName(), Optional.ofNullable(row.externalId()), grants(row.projectRoles()));
    return new Group(row.id(), row.version(), row.createdAt(), row.lastModified(), state);
  }

  static Member read(MemberRow row) {
    return new Member(
        row.id(), Member.Kind.valueOf(row.kind()), Optional.ofNullable(row.displayName()));
  }

  Membership read(MembershipRow row) {
    return new Membership(
        row.groupId(), row.displayName(), row.direct(), grants(row.projectRoles()));
  }

  static GroupWrite write(UUID account, UUID id, GroupState state, long version, Instant now) {
    return new GroupWrite(
        account, id, state.displayName(), state.externalId().orElse(null), version, now);
  }

  static List<GrantRow> grants(GroupState state) {
    return state.projectRoles().stream()
        .sorted()
        .map(grant -> new GrantRow(grant.project(), grant.role()))
        .toList();
  }

  /** Ids as the one parameter in which they travel. */
  static String json(Collection<UUID> ids) {
    StringBuilder json = new StringBuilder(ids.size() * 39 + 2).append('[');
    for (UUID id : ids) {
      json.append(json.length() > 1 ? ",\"" : "\"").append(id).append('"');
    }
    return json.append(']').toString();
  }

  private Set<ProjectGrant> grants(String jsonArray) {
    if (jsonArray == null) {
      return Set.of();
    }
    try {
      Set<ProjectGrant> grants = new HashSet<>();
      for (JsonNode each : mapper.readTree(jsonArray)) {
        grants.add(new ProjectGrant(each.path("project").asText(), each.path("role").asText()));
      }
      return grants;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an aggregated column is not JSON", e);
    }
  }
}

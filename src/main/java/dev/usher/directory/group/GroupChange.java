package dev.usher.directory.group;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.access.ProjectRoles;
import dev.usher.directory.access.UnusableValues;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.UsherGroupSchema;
import dev.usher.store.StoreException;
import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.MemberMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * One group changing in one transaction. The group's row is locked first; it is written, with a new
 * version, only when something of the group or its direct members really changed.
 */
final class GroupChange {
  private final Tx tx;
  private final GroupMapper mapper;
  private final MemberMapper members;
  private final UUID account;
  private final Supplier<Catalogue> catalogue;
  private final Instant now;

  /**
   * @param catalogue the current one, which is asked for when the change names something of it
   */
  GroupChange(Tx tx, UUID account, Supplier<Catalogue> catalogue, Instant now) {
    this.tx = tx;
    this.mapper = tx.mapper(GroupMapper.class);
    this.members = tx.mapper(MemberMapper.class);
    this.account = account;
    this.catalogue = catalogue;
    this.now = now;
  }

  /** What a canonical document without nulls says about the group itself. */
  GroupState read(ObjectNode document) {
    List<String> grants = new ArrayList<>();
    document.path(UsherGroupSchema.URN).path("projectRoles").forEach(g -> grants.add(g.asText()));
    return new GroupState(
        document.path("displayName").asText(),
        Optional.of(document.path("externalId")).filter(JsonNode::isTextual).map(JsonNode::asText),
        resolved(grants));
  }

  private SortedSet<ProjectGrant> resolved(List<String> grants) {
    return grants.isEmpty()
        ? new TreeSet<>()
        : ProjectRoles.resolveAll(
            "projectRoles", grants, catalogue.get(), UnusableValues.refused());
  }

  /**
   * Adds a group, without members.
   *
   * @throws ScimException 409 {@code uniqueness}
   */
  Group create(UUID id, GroupState state) {
    unique(state, () -> mapper.insert(GroupRows.write(account, id, state, 1, now), now));
    insertGrants(id, state);
    return new Group(id, 1, now, now, state);
  }

  /**
   * Changes a group that is locked.
   *
   * @param changeMembers tells how many members came or went
   * @throws ScimException 409 {@code uniqueness}
   */
  Group update(Group group, GroupState state, ToIntFunction<UUID> changeMembers) {
    int changed = changeMembers.applyAsInt(group.id());
    if (changed == 0 && state.equals(group.state())) {
      return group;
    }
    long version = group.version() + 1;
    unique(
        state,
        () -> {
          var row = GroupRows.write(account, group.id(), state, version, now);
          if (mapper.update(row, group.version()) == 0) {
            throw new StoreException.Conflict("group " + group.id());
          }
        });
    Set<ProjectGrant> before = group.state().projectRoles();
    if (!before.equals(state.projectRoles())) {
      mapper.deleteProjectRoles(account, group.id());
      insertGrants(group.id(), state);
    }
    return new Group(group.id(), version, group.created(), now, state);
  }

  /** Removes a group that is locked, also from the groups it is in, whose versions count up. */
  void delete(Group group, MemberChange memberChange) {
    List<UUID> parents = members.parents(account, group.id());
    if (!parents.isEmpty()) {
      GroupVersions.raise(tx, account, parents, now);
      members.leaveAsGroup(account, group.id());
    }
    memberChange.clear();
    mapper.deleteProjectRoles(account, group.id());
    try {
      mapper.delete(account, group.id());
    } catch (StoreException.ForeignKey e) {
      throw new StoreException.Conflict("the group became a member of another one meanwhile");
    }
  }

  private void insertGrants(UUID id, GroupState state) {
    if (!state.projectRoles().isEmpty()) {
      mapper.insertProjectRoles(account, id, GroupRows.grants(state));
    }
  }

  private static void unique(GroupState state, Runnable write) {
    try {
      write.run();
    } catch (StoreException.DuplicateKey e) {
      if (e.key().equals("directory_group_display_name")) {
        throw ScimException.uniqueness(
            "displayName “%s” is taken by another group of this account."
                .formatted(state.displayName()));
      }
      throw e;
    }
  }
}

package dev.usher.directory.group;

import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Target;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.UsherGroupSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What one transaction does to a group, collected for the audit trail: one entry a fact. Members
 * are counted, and the first of them named.
 */
final class GroupTrail {
  private static final String DISPLAY_NAME = "displayName";
  private static final String EXTERNAL_ID = "externalId";
  private static final String MEMBERS = "members";
  private static final String PROJECT_ROLES = UsherGroupSchema.URN + ":projectRoles";

  private final List<AuditEntry> entries = new ArrayList<>();
  private Optional<AuditEntry> refusal = Optional.empty();

  List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  /** What the transaction was refused, where the trail wants to know. */
  Optional<AuditEntry> refusal() {
    return refusal;
  }

  /** Runs a step whose refusal the trail wants to know. */
  <T> T audited(Action action, Optional<UUID> id, String displayName, Supplier<T> step) {
    try {
      return step.get();
    } catch (ScimException e) {
      Target target = new Target("Group", id.map(UUID::toString), Optional.of(displayName));
      refusal = Optional.of(AuditEntry.refused(action, target, e.detail()));
      throw e;
    }
  }

  void created(Group group, MemberTally members) {
    GroupState state = group.state();
    AuditEntry entry =
        AuditEntry.done(Action.GROUP_CREATED, target(group))
            .added(DISPLAY_NAME, state.displayName());
    if (state.externalId().isPresent()) {
      entry = entry.added(EXTERNAL_ID, state.externalId().get());
    }
    if (!state.projectRoles().isEmpty()) {
      entry = entry.added(PROJECT_ROLES, grants(state));
    }
    if (members.added().count() > 0) {
      entry = entry.added(MEMBERS, counted(members.added()));
    }
    entries.add(entry);
  }

  void changed(Group before, Group after, MemberTally members) {
    GroupState old = before.state();
    GroupState now = after.state();
    AuditEntry entry = AuditEntry.done(Action.GROUP_CHANGED, target(after));
    if (!old.displayName().equals(now.displayName())) {
      entry =
          entry.changed(
              DISPLAY_NAME, Optional.of(old.displayName()), Optional.of(now.displayName()));
    }
    if (!old.externalId().equals(now.externalId())) {
      entry = entry.changed(EXTERNAL_ID, old.externalId(), now.externalId());
    }
    if (!entry.attributes().isEmpty()) {
      entries.add(entry);
    }
    if (!old.projectRoles().equals(now.projectRoles())) {
      entries.add(
          AuditEntry.done(Action.GROUP_PROJECT_ROLES_CHANGED, target(after))
              .changed(PROJECT_ROLES, Optional.of(grants(old)), Optional.of(grants(now))));
    }
    if (members.removed().count() > 0) {
      entries.add(
          AuditEntry.done(Action.GROUP_MEMBERS_REMOVED, target(after))
              .removed(MEMBERS, counted(members.removed())));
    }
    if (members.added().count() > 0) {
      entries.add(
          AuditEntry.done(Action.GROUP_MEMBERS_ADDED, target(after))
              .added(MEMBERS, counted(members.added())));
    }
  }

  void deleted(Group group, MemberTally members) {
    GroupState state = group.state();
    AuditEntry entry =
        AuditEntry.done(Action.GROUP_DELETED, target(group))
            .removed(DISPLAY_NAME, state.displayName());
    if (!state.projectRoles().isEmpty()) {
      entry = entry.removed(PROJECT_ROLES, grants(state));
    }
    if (members.removed().count() > 0) {
      entry = entry.removed(MEMBERS, counted(members.removed()));
    }
    entries.add(entry);
  }

  private static Map<String, Object> counted(MemberTally.Side members) {
    List<String> first = members.first().stream().map(UUID::toString).toList();
    return members.count() > first.size()
        ? Map.of("count", members.count(), "first", first)
        : Map.of("count", members.count(), "values", first);
  }

  private static List<String> grants(GroupState state) {
    return state.projectRoles().stream().sorted().map(ProjectGrant::toString).toList();
  }

  private static Target target(Group group) {
    return Target.of("Group", group.id().toString(), group.state().displayName());
  }
}

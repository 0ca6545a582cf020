package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.AssignedRole;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Target;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.license.Seat;
import dev.usher.scim.resource.JsonSize;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What one transaction does to a user, collected for the audit trail: one entry a fact. */
final class UserTrail {
  /** How the licenses and project roles among them are written. */
  private static final String SHOWN_ENTITLEMENTS = "entitlements (as sent)";

  private static final String USHER = UsherUserSchema.URN + ":";
  private static final String STATUS = USHER + "status";
  private static final String ORGANIZATION = USHER + "organization";
  private static final String PROJECT_ROLES = USHER + "projectRoles";
  private static final String LICENSES = USHER + "licenses";
  private static final String START_DATE = USHER + "employmentStartDate";
  private static final String ROLES = "roles";

  /** Photos and certificates are told of, not kept. */
  private static final int LONGEST_VALUE = 1_000;

  private final UserRows rows;
  private final List<AuditEntry> entries = new ArrayList<>();

  UserTrail(UserRows rows) {
    this.rows = rows;
  }

  List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  /**
   * @param profile the user's, as a tree
   */
  void created(User user, ObjectNode profile) {
    UserState state = user.state();
    AuditEntry.Changes changes =
        new AuditEntry.Changes()
            .added("userName", state.userName())
            .added(STATUS, state.status().name());
    columns(changes, Optional.empty(), state);
    profile(changes, profile.objectNode(), profile);
    changes.added(ORGANIZATION, state.organization());
    added(changes, ROLES, roles(state));
    added(changes, PROJECT_ROLES, texts(state.projectRoles()));
    added(changes, LICENSES, texts(state.seats()));
    entries.add(AuditEntry.done(Action.USER_CREATED, target(user)).changed(changes));
  }

  void deleted(User user) {
    UserState state = user.state();
    AuditEntry entry =
        AuditEntry.done(Action.USER_DELETED, target(user))
            .removed("userName", state.userName())
            .removed(STATUS, state.status().name())
            .removed(ORGANIZATION, state.organization());
    entry = removed(entry, ROLES, roles(state));
    entry = removed(entry, PROJECT_ROLES, texts(state.projectRoles()));
    entries.add(removed(entry, LICENSES, texts(state.seats())));
  }

  void changed(User before, User after) {
    UserState old = before.state();
    UserState now = after.state();
    Target target = target(after);
    change(target, Action.USER_STATUS_CHANGED, STATUS, old.status().name(), now.status().name());
    AuditEntry.Changes changes = new AuditEntry.Changes();
    field(changes, "userName", Optional.of(old.userName()), Optional.of(now.userName()));
    columns(changes, Optional.of(old), now);
    profile(changes, rows.object(old.profile()), rows.object(now.profile()));
    if (!changes.isEmpty()) {
      entries.add(AuditEntry.done(Action.USER_PROFILE_CHANGED, target).changed(changes));
    }
    change(
        target,
        Action.USER_ORGANIZATION_CHANGED,
        ORGANIZATION,
        old.organization(),
        now.organization());
    if (!old.roles().equals(now.roles())) {
      entries.add(
          AuditEntry.done(Action.USER_ACCOUNT_ROLES_CHANGED, target)
              .changed(ROLES, Optional.of(roles(old)), Optional.of(roles(now))));
    }
    change(
        target,
        Action.USER_PROJECT_ROLES_CHANGED,
        PROJECT_ROLES,
        texts(old.projectRoles()),
        texts(now.projectRoles()));
    change(target, Action.USER_LICENSES_CHANGED, LICENSES, texts(old.seats()), texts(now.seats()));
  }

  /** Values of the request that could not be used, and did not stop a deprovisioning. */
  void skipped(User user, List<String> details) {
    if (!details.isEmpty()) {
      entries.add(
          AuditEntry.done(Action.USER_VALUES_SKIPPED, target(user))
              .because(String.join(" ", details)));
    }
  }

  /** Remembered seats that are taken by others now. */
  void notRestored(User user, Set<Seat> seats) {
    if (!seats.isEmpty()) {
      entries.add(
          AuditEntry.done(Action.USER_LICENSES_NOT_RESTORED, target(user))
              .removed(LICENSES, texts(seats))
              .because("No seat was left."));
    }
  }

  /** Seats that were freed in pools which counted none as taken. */
  void uncounted(User user, Set<Seat> seats) {
    if (!seats.isEmpty()) {
      entries.add(
          AuditEntry.done(Action.USER_SEATS_UNCOUNTED, target(user))
              .removed(LICENSES, texts(seats))
              .because("The pool counted no seat as taken; its counter is wrong."));
    }
  }

  void invited(User user, Action action, Invitations.Opened opened) {
    AuditEntry entry =
        AuditEntry.done(action, target(user)).added("invitation", opened.id().toString());
    if (opened.address().isPresent()) {
      entry = entry.added("address", opened.address().get());
    }
    entries.add(entry.added("expiresAt", opened.summary().expiresAt().toString()));
  }

  void invitation(User user, Action action) {
    entries.add(AuditEntry.done(action, target(user)));
  }

  void invitation(User user, Action action, UUID invitation) {
    entries.add(AuditEntry.done(action, target(user)).added("invitation", invitation.toString()));
  }

  static Target target(User user) {
    return Target.user(user.id(), user.state().userName());
  }

  private void change(Target target, Action action, String attribute, Object was, Object is) {
    if (!was.equals(is)) {
      entries.add(
          AuditEntry.done(action, target).changed(attribute, Optional.of(was), Optional.of(is)));
    }
  }

  private static void columns(AuditEntry.Changes changes, Optional<UserState> old, UserState now) {
    field(changes, "externalId", old.flatMap(UserState::externalId), now.externalId());
    field(changes, "displayName", old.flatMap(UserState::displayName), now.displayName());
    field(
        changes,
        START_DATE,
        old.flatMap(UserState::employmentStartDate).map(Object::toString),
        now.employmentStartDate().map(Object::toString));
  }

  private static void profile(AuditEntry.Changes changes, ObjectNode was, ObjectNode is) {
    Set<String> names = new TreeSet<>();
    was.fieldNames().forEachRemaining(names::add);
    is.fieldNames().forEachRemaining(names::add);
    names.remove(SentEntitlements.MEMBER);
    for (String name : names) {
      field(changes, name, value(was, name), value(is, name));
    }
    field(
        changes,
        SHOWN_ENTITLEMENTS,
        value(was, SentEntitlements.MEMBER),
        value(is, SentEntitlements.MEMBER));
  }

  private static void field(
      AuditEntry.Changes changes, String name, Optional<?> was, Optional<?> is) {
    if (!was.equals(is)) {
      changes.changed(name, was.map(UserTrail::bounded), is.map(UserTrail::bounded));
    }
  }

  private static Optional<JsonNode> value(ObjectNode profile, String name) {
    return Optional.ofNullable(profile.get(name));
  }

  private static Object bounded(Object value) {
    if (value instanceof JsonNode node && JsonSize.atMost(node) <= LONGEST_VALUE) {
      return value;
    }
    int length = value.toString().length();
    return length <= LONGEST_VALUE ? value : "(" + length + " characters)";
  }

  private static void added(AuditEntry.Changes changes, String attribute, List<String> values) {
    if (!values.isEmpty()) {
      changes.added(attribute, values);
    }
  }

  private static AuditEntry removed(AuditEntry entry, String attribute, List<String> values) {
    return values.isEmpty() ? entry : entry.removed(attribute, values);
  }

  private static List<String> roles(UserState state) {
    return state.roles().stream().map(AssignedRole::value).flatMap(Optional::stream).toList();
  }

  private static List<String> texts(Collection<? extends Comparable<?>> values) {
    return values.stream().sorted().map(Object::toString).toList();
  }
}
